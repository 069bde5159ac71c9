"""What could not be read, or is doubtful, by its line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One place of the text and what is wrong there, in a sentence."""

    line: int
    message: str

    def as_json(self) -> dict[str, object]:
        """As the verb `import-plan` prints it."""
        return {"line": self.line, "message": self.message}
