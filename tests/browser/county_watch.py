"""What is watched in the small county: notices, a reason beside a light, another system's rating, meetings, a webhook."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def notices(builder: Any) -> None:
    """A notice stepped up with everything on it, one to answer, one still a draft, about red projects of the clerk's office."""
    from qipan.oversight.supervision import actions
    from qipan.pipeline.projects import actions as projects
    from qipan.pipeline.projects.models import LightReading, Project

    cast, on = builder.cast, builder.on
    red = list(Project.objects.filter(light="red").order_by("pk")[:3])
    unit, issuer = cast.organisation("clerk"), cast.organisation("officer")
    made = []
    for project in red:
        projects.edit(project=project, values={"lead_org": unit}, by=cast.officer, on=on)
        made.append(
            actions.draft(
                title=f"加快建设：{project.name}", by=cast.officer, project=project, lead=unit, issuer=issuer,
                assisting=[cast.organisation("township")], reason="完成投资滞后于时序", demand="一周内报送赶工措施",
            )
        )  # fmt: skip
    worst = actions.issue(notice=made[0], by=cast.officer, on=on - timedelta(days=60), due_on=on - timedelta(days=40))
    _climbed(actions, worst, on)
    fresh = actions.issue(notice=made[1], by=cast.officer, on=on)
    actions.except_light(
        project=red[0],
        by=cast.officer,
        reason="汛期停工",
        document="水务局函〔17〕号",
        since=on,
        until=on + timedelta(days=30),
    )
    LightReading.objects.create(project=red[0], system="gmpp", on=on, colour="amber_green", comment="As given")
    builder.known |= {
        "notice": str(worst.key),
        "fresh": str(fresh.key),
        "noted": str(made[2].key),
        "red": str(red[0].key),
    }
    builder.known |= {"red_name": red[0].name, "clerk_unit": str(unit), "clerk_pk": str(unit.pk)}


def _climbed(actions: Any, notice: Any, on: date) -> None:
    """Orange, red, and an interview that is due."""
    while actions.escalate(notice=notice, on=on):
        notice.refresh_from_db()
        notice.branches.update(due_on=on - timedelta(days=1))
        if notice.interviews.exists():
            break


def meetings(builder: Any) -> None:
    """One held with decisions, one called that follows it up."""
    from qipan.oversight.meetings import actions
    from qipan.pipeline.projects.models import Project

    cast, on = builder.cast, builder.on
    asked = [cast.organisation(who) for who in ("clerk", "township")]
    chair = builder._person(cast.leader)
    held, called = (
        actions.call(
            by=cast.officer, values={"title": title, "kind": "monthly", "on": day, "chair": chair}, asked=asked
        )
        for title, day in (("上月项目调度会", on - timedelta(days=30)), ("本月项目调度会", on))
    )
    project = Project.objects.get(key=builder.known["red"])
    item = actions.add_item(by=cast.officer, meeting=held, title=project.name, project=project, reason="red")
    actions.write_down(by=cast.officer, item=item, said="业主说明情况，各部门逐一表态。")
    actions.decide(
        by=cast.officer, meeting=held, item=item, text="落实用地指标", organisation=asked[0], due_on=on - timedelta(days=5),
        assisting=asked[1:],
    )  # fmt: skip
    actions.hold(by=cast.officer, meeting=held, summary="各单位会前报送办理情况。")
    actions.add_item(by=cast.officer, meeting=called, title=project.name, project=project, reason="red")
    builder.known |= {"held": str(held.key), "meeting": str(called.key)}


def webhook(builder: Any) -> None:
    from qipan.notify import actions

    actions.add_webhook(
        by=builder.cast.administrator,
        name="数据局共享平台",
        url="http://127.0.0.1:9/qipan",
        events=["oversight.supervision.events.NoticeIssued"],
    )
