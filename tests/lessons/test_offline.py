"""The guard that keeps lessons off the network: it must close what it says, in tests and in their kernels."""

import os
import socket
import subprocess
import sys
import threading
from urllib.error import URLError
from urllib.request import urlopen

import pytest

OUTSIDE = "192.0.2.1"  # an address that the standards keep for documentation: nobody answers there


def _connect(host):
    with socket.socket() as outward:
        outward.settimeout(1)
        outward.connect((host, 9))


@pytest.mark.parametrize(
    "reach",
    [
        lambda: _connect(OUTSIDE),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.gethostbyname("example.org"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (OUTSIDE, 9)),
    ],
    ids=["connect", "getaddrinfo", "gethostbyname", "sendto"],
)
def test_the_tests_cannot_reach_outside(reach):
    with pytest.raises(OSError, match="network is closed"):
        reach()


def test_a_library_cannot_reach_outside_either():
    with pytest.raises(URLError, match="network is closed"):
        urlopen("http://example.org", timeout=1)


def test_this_machine_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: server.accept()[0].sendall(b"here"), daemon=True).start()
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            assert client.recv(4) == b"here"


def test_a_process_started_by_a_test_is_closed_as_well():
    code = f"import socket; socket.create_connection(('{OUTSIDE}', 9), timeout=1)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode != 0
    assert "network is closed" in run.stderr


def test_a_kernel_is_closed_as_well():
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_notebook

    code = "import socket\ntry:\n    socket.getaddrinfo('example.org', 80)\nexcept OSError as error:\n    print(error)"
    notebook = new_notebook(
        cells=[
            new_code_cell(code),
            new_code_cell("import os; print(os.environ['BORDERLAB_WORKSPACE'])"),
        ]
    )
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    said, workspace = (
        "".join(output["text"] for output in cell.outputs) for cell in notebook.cells
    )
    assert "network is closed" in said
    assert workspace.strip() == os.environ["BORDERLAB_WORKSPACE"]
