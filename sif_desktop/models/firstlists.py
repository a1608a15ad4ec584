"""The lists that are on screen before anything heavy is loaded: plain SQL, run by the bare driver.

The services run the same text through SQLAlchemy, so the two can never differ; on the server of the
office store too, which puts rows with nothing in a field last unless it is told. What is restricted
stands in none of them.
"""

from __future__ import annotations

from typing import Any

SCHOOL_COLUMNS = (
    "uid",
    "urn",
    "name",
    "phase",
    "type",
    "status",
    "town",
    "category",
    "la_name",
    "pupils",
    "trust_name",
    "officer",
    "last_visit",
    "next_visit",
    "open_tasks",
)

# An empty text after it keeps the planner on the school's own visits, away from all planned ones.
SCHOOLS = """
SELECT p.uid, p.urn, p.name, p.phase, p.type, p.status, p.town, p.category, p.la_name,
       p.pupils, p.trust_name, p.attached_officer,
       (SELECT max(v.visit_date) FROM visit v
         WHERE v.provider_uid = p.uid AND v.x_gone = 0 AND v.x_part NOT LIKE 'restricted:%'
           AND v.visit_date <= :today
           AND v.state NOT IN ('planned', 'cancelled')),
       (SELECT min(v.visit_date) FROM visit v
         WHERE v.provider_uid = p.uid AND v.x_gone = 0 AND v.x_part NOT LIKE 'restricted:%'
           AND v.visit_date >= :today
           AND v.state || '' = 'planned'),
       (SELECT count(*) FROM task t
         WHERE t.provider_uid = p.uid AND t.x_gone = 0 AND t.state = 'open'
           AND t.x_part NOT LIKE 'restricted:%')
  FROM provider p
 WHERE p.x_gone = 0
 ORDER BY p.name NULLS FIRST
"""

VISIT_COLUMNS = ("uid", "provider_uid", "school", "title", "visit_type", "date", "state", "focus")

NEWEST_VISITS = """
SELECT v.uid, v.provider_uid, p.name, v.title, v.visit_type, v.visit_date, v.state, v.focus
  FROM visit v JOIN provider p ON p.uid = v.provider_uid
 WHERE v.x_gone = 0 AND p.x_gone = 0 AND v.x_part NOT LIKE 'restricted:%'
 ORDER BY v.visit_date DESC NULLS LAST
 LIMIT :most
"""


# Visits planned or under way, for Today; the same columns as NEWEST_VISITS.
OPEN_VISITS = """
SELECT v.uid, v.provider_uid, p.name, v.title, v.visit_type, v.visit_date, v.state, v.focus
  FROM visit v JOIN provider p ON p.uid = v.provider_uid
 WHERE v.state IN ('planned', 'in_school') AND v.x_gone = 0 AND p.x_gone = 0
   AND v.x_part NOT LIKE 'restricted:%'
 ORDER BY v.visit_date NULLS FIRST
 LIMIT :most
"""

TASK_COLUMNS = (
    "uid",
    "provider_uid",
    "school",
    "visit_uid",
    "what",
    "party",
    "who",
    "due",
    "measure",
    "snoozed_until",
)

# With no school's name where a body agreed on it.
OPEN_TASKS = """
SELECT t.uid, coalesce(t.provider_uid, ''), coalesce(p.name, ''), t.visit_uid, t.what,
       t.party, t.who, t.due, t.measure, t.snoozed_until
  FROM task t LEFT JOIN provider p ON p.uid = t.provider_uid
 WHERE t.state = 'open' AND t.x_gone = 0 AND coalesce(p.x_gone, 0) = 0
   AND t.x_part NOT LIKE 'restricted:%'
 ORDER BY t.due NULLS FIRST
 LIMIT :most
"""


def fetch(connection: Any, query: str, **values: Any) -> list[tuple[Any, ...]]:
    """Rows of one of these lists through a bare driver connection."""
    return [tuple(row) for row in connection.execute(query, values).fetchall()]
