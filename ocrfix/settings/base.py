"""What the groups of settings share."""

from pydantic import BaseModel, ConfigDict


class Group(BaseModel):
    """A frozen group of settings. Unknown names and impossible values are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)
