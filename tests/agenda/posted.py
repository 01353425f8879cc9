"""What the requests of agenda say of words that others will read."""

from pydantic import BaseModel

from shared.api.posting import READ_BY_OTHERS


def posted_fields(kind: type[BaseModel]) -> list[str]:
    """The names of the fields of a request that others will read, by name; not those inside its lists."""
    return [name for name, field in kind.model_fields.items() if READ_BY_OTHERS in field.metadata]
