"""The fixed cast of permission tests: one person for each role, and the outsider, who has an account and no role."""

from __future__ import annotations

from functools import cached_property

from qipan.core.models import User
from qipan.territory.orgs import actions as orgs
from qipan.territory.orgs.models import Organisation, Region, Role

# who → role, organisation, its kind
PARTS = {
    "leader": ("leader", "县领导班子", Organisation.Kind.LEADERSHIP),
    "investment": ("investment-officer", "招商局", Organisation.Kind.DEPARTMENT),
    "officer": ("key-projects-officer", "重点项目办", Organisation.Kind.DEPARTMENT),
    "clerk": ("department-clerk", "自然资源局", Organisation.Kind.DEPARTMENT),
    "township": ("township", "槐北镇", Organisation.Kind.TOWNSHIP),
    "park_manager": ("park-manager", "园区管委会", Organisation.Kind.PARK),
    "bank": ("bank", "农商银行", Organisation.Kind.BANK),
    "company": ("company", "白塔纸业", Organisation.Kind.COMPANY),
    "auditor": ("auditor", "审计局", Organisation.Kind.DEPARTMENT),
    "administrator": ("administrator", "信息中心", Organisation.Kind.DEPARTMENT),
}


class Cast:
    """People made when first named (`cast.leader`, `cast.outsider`); organisations by `cast.organisation("clerk")`."""

    def __init__(self) -> None:
        orgs.seed()

    @cached_property
    def region(self) -> Region:
        return Region.objects.filter(code="139901").first() or orgs.add_region(by=None, code="139901", name="槐北镇")

    def organisation(self, who: str) -> Organisation:
        _role, name, kind = PARTS[who]
        region = self.region if kind == Organisation.Kind.TOWNSHIP else None
        return Organisation.objects.filter(name=name).first() or orgs.found(
            by=None, name=name, kind=kind, region=region
        )

    def __getattr__(self, who: str) -> User:
        if who not in PARTS and who != "outsider":
            raise AttributeError(who)
        user, is_new = User.objects.get_or_create(username=who, defaults={"display_name": who})
        if is_new:
            user.set_password(who)
            user.save()
            if who in PARTS:
                person = orgs.add_person(by=None, name=who, user=user)
                role = Role.objects.get(code=PARTS[who][0])
                orgs.join(by=None, person=person, organisation=self.organisation(who), role=role)
        self.__dict__[who] = user
        return user
