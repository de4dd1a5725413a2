"""When mail is tried again, and how a webhook signs."""

from __future__ import annotations

from datetime import timedelta

from qipan.notify import rules


def test_waiting_grows_and_ends() -> None:
    waits = [rules.next_try(tries) for tries in range(1, 6)]

    assert waits == [*rules.TRIES, None]
    assert waits[0] == timedelta(minutes=5)


def test_the_signature_is_that_of_the_standard_text() -> None:
    """Example computed by hand with openssl: printf 'msg_1.1614265330.{"test": 1}' | openssl dgst -sha256 -hmac plain -binary | base64."""
    assert (
        rules.signature("plain", "msg_1", 1614265330, b'{"test": 1}')
        == "v1,1K2RhhamQehdyFquuUfFYmCWYhO0R3HGWKEuHFDL1CA="
    )
