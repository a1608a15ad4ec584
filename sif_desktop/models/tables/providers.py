"""Providers (schools, settings, PRUs), the people in roles there, and the groups they belong to."""

from sqlalchemy import Index

from sif_desktop.models.base import field, owner, synced

provider = synced(
    "provider",
    "School",
    field("urn", "URN", "lww", index=True),
    field("name", "Name", "lww"),
    field("la_code", "LA code", "lww"),
    field("la_name", "Local authority", "lww"),
    field("establishment_number", "Establishment number", "lww"),
    field("type", "Type", "lww"),
    field("type_group", "Type group", "lww"),
    field("kind", "Kind of provider", "lww"),
    field("status", "Status", "lww"),
    field("phase", "Phase", "lww"),
    field("open_date", "Opened", "lww"),
    field("close_date", "Closes or closed", "lww"),
    field("reason_opened", "Reason opened", "lww"),
    field("reason_closed", "Reason closed", "lww"),
    field("low_age", "Lowest age", "lww"),
    field("high_age", "Highest age", "lww"),
    field("gender", "Gender", "lww"),
    field("nursery", "Nursery provision", "lww"),
    field("sixth_form", "Sixth form", "lww"),
    field("boarders", "Boarders", "lww"),
    field("religious_character", "Religious character", "lww"),
    field("diocese", "Diocese", "lww"),
    field("admissions", "Admissions policy", "lww"),
    field("capacity", "Capacity", "lww"),
    field("pupils", "Pupils on roll", "lww"),
    field("census_date", "Date of the pupil count", "lww"),
    field("fsm_percent", "Free school meals, per cent", "lww"),
    field("trust_uid", "Trust number", "lww"),
    field("trust_name", "Trust", "lww"),
    field("federation_uid", "Federation number", "lww"),
    field("federation_name", "Federation", "lww"),
    field("ukprn", "UKPRN", "lww"),
    field("street", "Street", "lww"),
    field("locality", "Locality", "lww"),
    field("address3", "Address line 3", "lww"),
    field("town", "Town", "lww"),
    field("county", "County", "lww"),
    field("postcode", "Postcode", "lww"),
    field("website", "Website", "lww"),
    field("telephone", "Telephone", "lww"),
    field("email", "Email", "lww"),
    # The headteacher as the register gives it; who it is and was is kept as people in roles.
    field("head_title", "Headteacher’s title in the register", "lww"),
    field("head_first", "Headteacher’s first name in the register", "lww"),
    field("head_last", "Headteacher’s last name in the register", "lww"),
    field("head_job_title", "Headteacher’s job title in the register", "lww"),
    field("inspectorate", "Inspectorate", "lww"),
    field("resourced_provision", "Resourced provision", "lww"),
    field("sen_unit_on_roll", "Pupils in the SEN unit", "lww"),
    field("sen_types", "SEN provision", "lww"),
    field("last_changed", "Register last changed", "lww"),
    field("register_source", "Register file", "lww"),
    # {field: the register's value} for what an officer has changed by hand; import keeps those.
    field("local_edits", "Changed by hand"),
    field("category", "Category"),
    field("attached_officer", "Attached officer"),
    field("note", "Note", "text"),
    search=True,
)

provider_status = synced(
    "provider_status",
    "Status",
    owner("provider_uid", "provider"),
    field("what", "What changed"),
    field("value", "Value"),
    field("from_date", "From", "group:dates"),
    field("to_date", "To", "group:dates"),
    field("source", "Source"),
)

role = synced(
    "role",
    "Person in a role",
    owner("provider_uid", "provider"),
    field("role", "Role"),
    field("name", "Name"),
    field("job_title", "Job title"),
    field("email", "Email"),
    field("telephone", "Telephone"),
    field("from_date", "From", "group:dates"),
    field("to_date", "To", "group:dates"),
    field("source", "Source"),
    field("note", "Note", "text"),
    search=True,
)

provider_link = synced(
    "provider_link",
    "Link to another school",
    owner("provider_uid", "provider"),
    field("urn", "URN of the other school", "lww", index=True),
    field("name", "Name of the other school", "lww"),
    field("kind", "Kind of link", "lww"),
    field("date", "Date of the link", "lww"),
)

group = synced(
    "provider_group",
    "Group of schools",
    field("group_uid", "Group number", "lww", index=True),
    field("name", "Name", "lww"),
    field("kind", "Kind of group", "lww"),
    field("status", "Status", "lww"),
    field("open_date", "Opened", "lww"),
    field("close_date", "Closed", "lww"),
    field("companies_house", "Companies House number", "lww"),
    search=True,
)

membership = synced(
    "group_membership",
    "Membership of a group",
    owner("group", "provider_group"),
    field("urn", "URN", "lww", index=True),
    field("joined", "Joined", "lww"),
    field("left_on", "Left", "lww"),
)

Index("ix_provider_la_name", provider.c.la_code, provider.c.name)
