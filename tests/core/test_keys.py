"""Keys of records written at once grow with time and are never the same."""

from __future__ import annotations

import time
from uuid import RFC_4122

from qipan.core import keys


def test_later_keys_are_larger() -> None:
    before = keys.growing()
    time.sleep(0.002)
    assert before < keys.growing()


def test_keys_of_one_moment_differ() -> None:
    made = {keys.growing() for _ in range(5000)}
    assert len(made) == 5000


def test_a_key_says_what_it_is() -> None:
    key = keys.growing()
    assert (key.version, key.variant) == (7, RFC_4122)
    assert abs((key.int >> 80) / 1000 - time.time()) < 5
