"""The properties a statement about a subject may carry: an allow-list of FollowTheMoney names (vendored words).

Ethnicity, religion, political and health properties are not on it; there is no place to write them.
"""

STATEMENT_PROPERTIES = (
    "name",
    "alias",
    "weakAlias",
    "firstName",
    "lastName",
    "fatherName",
    "birthDate",
    "birthPlace",
    "deathDate",
    "gender",
    "nationality",
    "citizenship",
    "passportNumber",
    "idNumber",
    "address",
    "phone",
    "email",
    "position",
    "registrationNumber",
    "incorporationDate",
    "country",
    "notes",
)
