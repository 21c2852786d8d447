#!/usr/bin/env python
"""A class on a real JupyterHub on this machine: how much memory a student takes, how long a cell and a slider.

    python tests/hub/thirty.py [--students 30] [--lesson 02] [--pause 5]

Needs the extra `hub` and the proxy, `npm install -g configurable-http-proxy` (or name it in CONFIGURABLE_HTTP_PROXY).
All students ask for their server at once. Then all open the lesson within half a minute, and each runs the cells of the lesson from top to bottom, with a pause of
`--pause` seconds on average between them, and moves the slider of `--picture` twice a second while the others still work.
Results are open, as after a guess. A cell counts from the request to the kernel's word that it is idle again; a move
to the new picture, by a kernel that is asked every time, as where a picture has too many settings to be sent beforehand.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path

import nbformat
import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClosedError, websocket_connect

from claimlab.data import lessons_dir

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "/school/"  # a hub seldom stands at the root of its address
ARRIVE_S = 30  # within which a class opens a lesson, once everybody has a server
CONFIG = """
load_subconfig({ours!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}{prefix}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.environment = {environment!r}
c.JupyterHub.services = [{{"name": "class", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [
    {{"name": "class", "services": ["class"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}
]
"""


def find_proxy() -> str | None:
    """The proxy that JupyterHub starts: CONFIGURABLE_HTTP_PROXY names it, else it lies on the path."""
    return os.environ.get("CONFIGURABLE_HTTP_PROXY") or shutil.which("configurable-http-proxy")


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _port in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Hub:
    """``async with Hub() as hub``: a JupyterHub with the kit's own settings (``helpers/hub/jupyterhub_config.py``)."""

    def __init__(self, **environment: str):
        self.folder = Path(tempfile.mkdtemp(prefix="hub"))
        self.token, self.ports = uuid.uuid4().hex, _free_ports(3)
        self.url = f"http://127.0.0.1:{self.ports[0]}"
        told = {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), **environment}
        (self.folder / "config.py").write_text(
            CONFIG.format(
                ours=str(ROOT / "helpers/hub" / "jupyterhub_config.py"), ports=self.ports, prefix=PREFIX,
                proxy=find_proxy(), folder=self.folder, token=self.token, environment=told,
            )
        )  # fmt: skip

    async def __aenter__(self) -> Hub:
        AsyncHTTPClient.configure(None, max_clients=500)
        self._log = (self.folder / "hub.log").open("w")
        scripts = Path(sys.executable).parent  # of this environment: jupyterhub, borderlab
        own = ("JUPYTER_", "BORDERLAB_", "IPYTHONDIR")  # a person's own settings stay out
        self._hub = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(self.folder / "config.py")],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith(own)}
            | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            await self._wait()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def _wait(self, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._hub.poll() is None:
            with suppress(ConnectionRefusedError):
                if (await self.ask("GET", f"{PREFIX}hub/api/"))[0] == 200:
                    return
            await asyncio.sleep(0.5)
        raise RuntimeError(
            "JupyterHub did not start:\n" + (self.folder / "hub.log").read_text()[-3000:]
        )

    async def __aexit__(self, *_error) -> None:
        family = self.processes()
        self._hub.terminate()  # a hub that is asked to stop stops its servers and its proxy
        _gone, alive = await asyncio.to_thread(psutil.wait_procs, family, 60)
        for process in alive:
            process.kill()
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self) -> list[psutil.Process]:
        """The hub, and all that it started: proxy, servers, kernels."""
        if self._hub.poll() is not None:
            return []
        own = psutil.Process(self._hub.pid)
        return [own, *own.children(recursive=True)]

    async def ask(self, method: str, path: str, body: object = None, seconds: float = 120):
        """Status, headers and body of an answer."""
        sent = None if method in ("GET", "DELETE") else json.dumps(body or {})
        request = HTTPRequest(
            self.url + path, method, {"Authorization": f"token {self.token}"}, sent,
            request_timeout=seconds, connect_timeout=seconds,
        )  # fmt: skip
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        return answer.code, answer.headers, answer.body

    async def pending(self) -> int:
        """How many servers are being started."""
        _code, _headers, body = await self.ask("GET", f"{PREFIX}hub/api/users")
        servers = [server for user in json.loads(body) for server in user["servers"].values()]
        return sum(server["pending"] == "spawn" for server in servers)


class Student:
    """One person in her browser: asks for a server, opens a notebook, runs cells, moves a slider."""

    def __init__(self, hub: Hub, name: str):
        self.hub, self.name, self.stages = hub, name, {}
        self.refused = self.reconnected = 0
        self._waits: dict[str, asyncio.Future] = {}
        self._pictures: set[str] = set()  # requests to which a new picture came

    async def start(self) -> None:
        """Ask until the server is there: who is told to come again (HTTP 429) does so at the time she is told."""
        users = f"{PREFIX}hub/api/users/{self.name}"
        await self.hub.ask("POST", users)
        while True:
            code, headers, body = await self.hub.ask("POST", f"{users}/server")
            if code != 429:
                break
            self.refused += 1
            await asyncio.sleep(float(headers["Retry-After"]))
        if code not in (201, 202):
            raise RuntimeError(f"{self.name}: HTTP {code}: {body[:300]}")
        while True:
            server = json.loads((await self.hub.ask("GET", users))[2])["servers"].get("", {})
            if server.get("ready"):
                break
            if not server.get("pending"):
                raise RuntimeError(f"{self.name}: the server did not start")
            await asyncio.sleep(0.5)
        self.at = server["url"]

    async def open(self, notebook: str) -> None:
        """A kernel for the notebook, and the connection through which its cells are run."""
        asked = {"path": notebook, "name": notebook, "type": "notebook", "kernel": {"name": "python3"}}  # fmt: skip
        code, _headers, body = await self.hub.ask("POST", f"{self.at}api/sessions", asked)
        if code != 201:
            raise RuntimeError(f"{self.name}: HTTP {code}: {body[:300]}")
        kernel = json.loads(body)["kernel"]["id"]
        address = self.hub.url.replace("http", "ws", 1)
        self._channels = f"{address}{self.at}api/kernels/{kernel}/channels?session_id={self.name}"
        await self._connect()
        self._listening = asyncio.create_task(self._listen())

    async def _connect(self) -> None:
        who = {"Authorization": f"token {self.hub.token}"}
        asked = HTTPRequest(self._channels, headers=who, connect_timeout=300, request_timeout=300)
        self._socket = await websocket_connect(asked, max_message_size=100_000_000)

    async def _listen(self) -> None:
        while True:
            text = await self._socket.read_message()
            if text is None:  # as a browser does; what was said meanwhile is said again
                self.reconnected += 1
                await self._connect()
                continue
            if isinstance(text, bytes):  # with buffers: a typeface
                continue
            said = json.loads(text)
            parent, content = said["parent_header"].get("msg_id"), said["content"]
            match said["msg_type"]:
                case "comm_open" if content["data"].get("state", {}).get("values"):
                    self.stages[content["comm_id"]] = content["data"]["state"]
                case "comm_msg" if "answer" in content["data"].get("state", {}):
                    self._pictures.add(parent)
                case "error":
                    raise RuntimeError(f"{self.name}: {content['ename']}: {content['evalue']}")
                case "status" if content["execution_state"] == "idle" and parent in self._waits:
                    self._waits.pop(parent).set_result(None)

    async def _say(self, kind: str, content: dict, seconds: float = 300) -> tuple[str, float]:
        """Tell the kernel something; which request it was, and the seconds until it is idle again."""
        key = uuid.uuid4().hex
        header = {"msg_id": key, "msg_type": kind, "username": self.name, "session": self.name, "version": "5.3"}  # fmt: skip
        idle = self._waits[key] = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}  # fmt: skip
        while True:
            try:
                await self._socket.write_message(json.dumps(message))
                break
            except WebSocketClosedError:  # being taken up again
                await asyncio.sleep(0.2)
        done, _open = await asyncio.wait({idle, self._listening}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)  # fmt: skip
        if self._listening in done:
            await self._listening  # raises what stopped it
        if idle not in done:
            raise RuntimeError(f"{self.name}: no answer in {seconds} seconds")
        return key, time.perf_counter() - begun

    async def run(self, source: str) -> float:
        """Run a cell; seconds."""
        asked = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}  # fmt: skip
        return (await self._say("execute_request", asked))[1]

    async def slide(self, values: dict) -> float:
        """Set the first slider of the last picture; seconds until the new picture was there."""
        stage = list(self.stages)[-1]
        data = {"method": "update", "state": {"values": values}, "buffer_paths": []}
        key, seconds = await self._say("comm_msg", {"comm_id": stage, "data": data})
        if key not in self._pictures:
            raise RuntimeError(f"{self.name}: the slider moved and no picture came")
        return seconds

    async def leave(self) -> None:
        """Close the tab; server and kernel stay, as on a hub."""
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        self._socket.close()

    async def work(self, lesson: str, picture: str, pause: float, moves: int, seed: int):
        """Seconds until the kernel answers, of every cell of a lesson, and of every move."""
        chance = random.Random(seed)
        await asyncio.sleep(chance.uniform(0, ARRIVE_S))
        begun = time.perf_counter()
        await self.open(lesson)
        opened = time.perf_counter() - begun
        cells = []
        for source in code_of(lesson):
            cells.append(await self.run(source))
            await asyncio.sleep(chance.uniform(0, 2 * pause))
        await self.run(f'from borderlab import show\nshow("{picture}")')
        stage = list(self.stages.values())[-1]
        slider = next(one for one in stage["bundle"]["controls"] if one["kind"] == "slider")
        steps = []
        for turn in range(moves):
            at = slider["low"] + slider["step"] * (turn + 1)
            steps.append(await self.slide({**stage["values"], slider["name"]: at}))
            await asyncio.sleep(0.5)
        return opened, cells, steps


def code_of(lesson: str) -> list[str]:
    """The code cells of a notebook, as they are shipped."""
    notebook = nbformat.read(lessons_dir() / lesson, 4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def memory(hub: Hub) -> dict[str, list[float]]:
    """MiB of each student's server and kernel: what is theirs alone (`own`), and with what all share (`whole`)."""
    found: dict[str, list[float]] = {"server": [], "kernel": [], "own": [], "whole": []}
    servers = [one for one in hub.processes() if re.search(r"borderlab\s+open", " ".join(one.cmdline()))]  # fmt: skip
    for server in servers:
        kernels = [p for p in server.children(recursive=True) if "ipykernel_launcher" in " ".join(p.cmdline())]  # fmt: skip
        mib = [[size / 2**20 for size in (p.memory_full_info().uss, p.memory_info().rss)] for p in (server, *kernels)]  # fmt: skip
        found["server"].append(mib[0][0])
        found["kernel"].append(sum(own for own, _whole in mib[1:]))
        found["own"].append(sum(own for own, _whole in mib))
        found["whole"].append(sum(whole for _own, whole in mib))
    return found


async def teach(students: int, lesson: str, picture: str, pause: float, moves: int) -> None:
    """Run the class and print what it took."""
    before = os.getloadavg()[0]
    (notebook,) = [path.name for path in lessons_dir().glob(f"{lesson}-*.ipynb")]
    async with Hub(BORDERLAB_GATES="open") as hub:
        class_of = [Student(hub, f"student{number:02}") for number in range(1, students + 1)]
        begun = time.perf_counter()
        everybody = asyncio.gather(*(one.start() for one in class_of))
        most = 0
        while not everybody.done():
            most = max(most, await hub.pending())
            await asyncio.sleep(0.25)
        await everybody
        started = time.perf_counter() - begun
        print(f"{students} servers in {started:.0f} s, at most {most} starting at once, {sum(one.refused for one in class_of)} answers HTTP 429", flush=True)  # fmt: skip
        begun = time.perf_counter()
        took = await asyncio.gather(*(one.work(notebook, picture, pause, moves, seed) for seed, one in enumerate(class_of)))  # fmt: skip
        worked = time.perf_counter() - begun
        load, taken = os.getloadavg()[0], memory(hub)
        _say(
            "lesson opened, until its kernel answers",
            [opened for opened, _cells, _steps in took],
            "s",
        )
        _say(
            "first cell, which fetches the libraries",
            [cells[0] for _opened, cells, _steps in took],
            "s",
        )
        _say("all cells", [seconds for _opened, cells, _steps in took for seconds in cells], "s")
        _say(
            "moves of a slider",
            [seconds for _opened, _cells, steps in took for seconds in steps],
            "s",
        )
        for what, says in [("server", "server, its own"), ("kernel", "kernel, its own"), ("own", "server and kernel, their own"), ("whole", "with what students share")]:  # fmt: skip
            _say(says, taken[what], "MiB")
        for one in class_of:
            await one.leave()
        hubs = [
            p for p in hub.processes() if re.search("jupyterhub|http-proxy", " ".join(p.cmdline()))
        ]
        _say("hub and proxy", [sum(p.memory_info().rss for p in hubs) / 2**20], "MiB")
        print(f"lesson {lesson}: {worked:.0f} s; {os.cpu_count()} cores; load {before:.1f} before, {load:.1f} at the end; {sum(one.reconnected for one in class_of)} connections taken up again; memory in use {psutil.virtual_memory().used / 2**30:.1f} GiB of {psutil.virtual_memory().total / 2**30:.0f}")  # fmt: skip


def _say(what: str, found: list[float], unit: str) -> None:
    p95 = statistics.quantiles(found, n=20, method="inclusive")[-1] if len(found) > 1 else found[0]
    print(f"{what}: median {statistics.median(found):.2f}, p95 {p95:.2f}, most {max(found):.2f} {unit} (n = {len(found)})", flush=True)  # fmt: skip


if __name__ == "__main__":
    if not find_proxy():
        sys.exit(
            "No proxy was found: run 'npm install -g configurable-http-proxy', or name it in CONFIGURABLE_HTTP_PROXY."
        )
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    asked.add_argument("--students", type=int, default=30)
    asked.add_argument("--lesson", default="02")
    asked.add_argument("--picture", default="closed_bridge", help="one with a slider")
    asked.add_argument(
        "--pause", type=float, default=5, help="seconds between two cells, on average"
    )
    asked.add_argument("--moves", type=int, default=40)
    asyncio.run(teach(**vars(asked.parse_args())))
