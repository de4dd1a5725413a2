"""Numbers that must be well formed: unified social credit codes, organisation codes, project codes, telephones."""

from __future__ import annotations

from random import Random

COUNTY = "139527"  # no such division: city 1395 is not in use
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def organisation_code(body: str) -> str:
    """Eight characters and their check character (GB 11714)."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORG_WEIGHTS, strict=True))
    return body + "0123456789X0"[(11 - total % 11) % 11]


def credit_code(kind: str, region: str, body: str) -> str:
    """Eighteen characters (GB 32100): kind 2, region 6, organisation code 9, check 1."""
    head = kind + region + organisation_code(body)
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(head, _CREDIT_WEIGHTS, strict=True))
    return head + ALPHABET[(31 - total) % 31]


def company_code(random: Random, region: str = COUNTY) -> str:
    """A company's credit code: 91, region, a body that starts with MA as licences since 2015 do."""
    tail = "".join(random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    return credit_code("91", region, "MA" + tail)


def project_code(year: int, month: int, random: Random) -> str:
    """A project code in the form of GB/T 40058: YYMM-region-04-01-five digits and a check digit."""
    return f"{year % 100:02d}{month:02d}-{COUNTY}-04-01-{random.randrange(10**6):06d}"


def mobile(random: Random) -> str:
    """Eleven digits in segment 154, which no operator gives to the public."""
    return f"1540000{random.randrange(10**4):04d}"


def landline(random: Random) -> str:
    """A number under area code 0300, which belongs to no city."""
    return f"0300-52{random.randrange(10**5):05d}"
