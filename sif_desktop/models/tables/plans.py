"""Plans of every kind: priorities, actions, milestones, success criteria, what is said of them.

Everything of a plan is owned by the plan, so that an action can move to another priority; where a
row stands is its `place`, text in which there is always room between two (domain.plan_order).
"""

from sqlalchemy import Index, text

from sif_desktop.models.base import field, owner, synced

# A plan, an agreement or a statement of action. One that is restricted lies in a partition of its
# own, with all that belongs to it.
plan = synced(
    "plan",
    "Plan",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("pack_version", "Version of the rulebook"),
    field("template", "Kind of plan"),  # an id of the rulebook
    field("title", "Title"),
    field("family", "Plans beside it"),  # the uid of the first plan of the family
    field("case_uid", "Case"),
    field("inspection_uid", "Inspection"),
    field("from_date", "Start", "group:span"),
    field("to_date", "End", "group:span"),
    field("support_level", "Support level"),
    field("remove_by", "Target date for leaving the category"),
    field("state", "State", "group:state"),  # draft, running, closed
    field("closed_on", "Closed on", "group:state"),
    field("outcome", "Outcome", "text"),
    search=True,
)

# A text the kind of plan asks for: a part of the preface, a role, a column of its own.
plan_text = synced(
    "plan_text",
    "Part of a plan",
    owner("plan_uid", "plan"),
    field("row_uid", "About"),  # the plan, or one of its rows
    field("code", "Part"),  # a code of the rulebook
    field("text", "Text", "text"),
    search=True,
)

plan_priority = synced(
    "plan_priority",
    "Priority",
    owner("plan_uid", "plan"),
    field("place", "Place", "lww"),
    field("title", "Priority", "text"),
    field("area", "Area"),  # a code of the rulebook
    field("current_position", "Current position", "text"),
    field("lead", "Lead"),
    field("improvement_uid", "Area for improvement"),
    search=True,
)

plan_action = synced(
    "plan_action",
    "Action",
    owner("plan_uid", "plan"),
    field("priority_uid", "Priority", "group:place"),
    field("place", "Place", "group:place"),
    field("what", "Action", "text"),
    field("party", "Whose"),  # school, authority, partner
    field("lead", "Lead"),
    field("start", "Start", "group:when"),
    field("due", "Target date", "group:when"),
    field("resources", "Resources", "text"),
    field("objectives", "Objectives", "text"),
    field("monitor", "Monitored by"),
    field("monitoring", "How it is monitored", "text"),
    field("after", "Follows"),  # JSON list of actions it waits for
    field("support_uid", "Support"),
    field("came_from", "Came from"),  # the visit or task it was drawn from
    field("status", "Status", "group:status"),
    field("status_on", "Judged on", "group:status"),
    field("evidence", "Evidence", "group:status"),
    search=True,
)

# Amounts are decimal text in pounds.
plan_cost = synced(
    "plan_cost",
    "Cost",
    owner("plan_uid", "plan"),
    field("action_uid", "Action"),
    field("what", "What for"),
    field("amount", "Amount"),
    field("payer", "Paid by"),  # school, authority, partner
    field("fund", "From the fund"),  # such as intervention funding
    field("agreed_on", "Agreed on"),
)

plan_milestone = synced(
    "plan_milestone",
    "Milestone",
    owner("plan_uid", "plan"),
    field("priority_uid", "Priority", "group:place"),
    field("action_uid", "Action", "group:place"),
    field("place", "Place", "group:place"),
    field("what", "Milestone", "text"),
    field("baseline", "Baseline"),
    field("measure", "Measure"),
    field("target", "Target"),
    field("source", "Evidence from"),
    field("monitor", "Monitored by"),
    field("how_often", "How often"),
    field("due", "Date"),
    field("status", "Status", "group:status"),
    field("status_on", "Judged on", "group:status"),
    field("evidence", "Evidence", "group:status"),
    search=True,
)

plan_criterion = synced(
    "plan_criterion",
    "Success criterion",
    owner("plan_uid", "plan"),
    field("priority_uid", "Priority", "group:place"),
    field("place", "Place", "group:place"),
    field("what", "Success criterion", "text"),
    field("degree", "Degree of success", "group:degree"),  # fully, largely, partly, not
    field("degree_on", "Judged on", "group:degree"),
    field("evidence", "Evidence", "group:degree"),
    field("if_not", "Action if not successful", "text"),
    search=True,
)

# How a priority goes in a term, as one side sees it or as agreed.
plan_evaluation = synced(
    "plan_evaluation",
    "Evaluation",
    owner("plan_uid", "plan"),
    field("priority_uid", "Priority"),
    field("term", "Term"),  # 2026-autumn
    field("side", "Seen by"),  # school, authority, agreed
    field("day", "Day", "group:said"),
    field("rating", "Rating", "group:said"),
    field("text", "Evaluation", "text"),
    search=True,
)

# A look at the whole plan on one day; `frozen` is the plan as it stood then, JSON.
plan_review = synced(
    "plan_review",
    "Review",
    owner("plan_uid", "plan"),
    field("day", "Day"),
    field("title", "Title"),
    field("who", "Who took part"),
    field("meeting_uid", "Meeting"),
    field("summary", "Summary", "text"),
    field("frozen", "As it stood"),
)

# Why a row's date was moved, kept with the date it had.
plan_slip = synced(
    "plan_slip",
    "Moved date",
    owner("plan_uid", "plan"),
    field("row_uid", "About"),
    field("was", "Was"),
    field("now", "Now"),
    field("day", "Moved on"),
    field("reason", "Reason", "text"),
)

# A dated word on the plan: approved, consulted, signed off, a stage reached.
plan_step = synced(
    "plan_step",
    "Step of a plan",
    owner("plan_uid", "plan"),
    field("kind", "Kind"),  # approval, consulted, sign_off, stage, agreed
    field("code", "What"),  # a code of the rulebook
    field("day", "Day"),
    field("who", "Who"),
    field("note", "Note", "text"),
    field("out_of_order", "Why out of order", "text"),
)

# Rows still to be followed; the very words stand in the statements that use the index.
_OPEN = text("coalesce(status, '') NOT IN ('met', 'partly_met', 'not_met') AND x_gone = 0")
Index("ix_plan_state", plan.c.state, plan.c.provider_uid)
Index("ix_plan_action_due", plan_action.c.due, sqlite_where=_OPEN)
Index("ix_plan_milestone_due", plan_milestone.c.due, sqlite_where=_OPEN)
