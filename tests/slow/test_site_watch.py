"""A page is written anew when its source is saved, and only then."""

from __future__ import annotations

import os
import threading

from claimlab.data import lessons_dir
from claimlab.site import make as making


def test_a_page_follows_its_source(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_RECORDED", str(tmp_path / "recorded"))
    source, said = lessons_dir() / "source" / "en" / "start.md", []
    before = source.stat()
    saved = threading.Timer(1.0, lambda: os.utime(source))
    saved.start()
    try:
        making.watch(tmp_path / "site", said.append, turns=4)
    finally:
        saved.join()
        os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert said == [str(tmp_path / "site" / "index.html")]
    assert "Across the Bridge" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
