"""What a page asks of XlsxWriter, written down while it is drawn and asked again of a plain workbook: the bare writer."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

OPTIONS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}


@dataclass(frozen=True)
class _Call:
    """A method of the object with that number, its words (others' numbers stand for them in `Told`), and its own answer's."""

    of: int
    name: str
    words: tuple[Any, ...]
    named: dict[str, Any]
    answer: int | None


class Told:
    """An object of XlsxWriter that writes down whatever is asked of it."""

    def __init__(self, real: Any, calls: list[_Call], objects: list[Any]) -> None:
        self._real, self._calls, self._objects = real, calls, objects
        self._number = len(objects)
        objects.append(real)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        return self._writing_down(name, found) if callable(found) else found

    def _writing_down(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **named: Any) -> Any:
            answer = method(*(_plain(each) for each in words), **{key: _plain(each) for key, each in named.items()})
            is_object = type(answer).__module__.startswith("xlsxwriter.") or hasattr(answer, "_assemble_xml_file")
            told = Told(answer, self._calls, self._objects) if is_object else None
            number = told._number if told else None  # noqa: SLF001  of this very class
            self._calls.append(_Call(self._number, name, words, named, number))
            return told or answer

        return call


def _plain(given: Any) -> Any:
    if isinstance(given, Told):
        return given._real  # noqa: SLF001  of this very class
    if isinstance(given, dict):
        return {key: _plain(each) for key, each in given.items()}
    return type(given)(map(_plain, given)) if isinstance(given, list | tuple) else given


def written_down(draw: Callable[[Any], bytes]) -> tuple[bytes, list[_Call]]:
    """What `draw` makes with the class that it is given in place of the workbook's, and what it asked of it."""
    from haishu_desk.bundle.text_workbook import TextWorkbook  # noqa: PLC0415  heavy: only where it is measured

    calls: list[_Call] = []

    def made(*words: Any) -> Told:
        return Told(TextWorkbook(*words), calls, [])

    return draw(made), calls


def asked_again(calls: list[_Call]) -> bytes:
    """The same workbook by XlsxWriter alone."""
    from xlsxwriter import Workbook  # noqa: PLC0415  heavy: only where it is measured

    stream = io.BytesIO()
    objects: dict[int, Any] = {0: Workbook(stream, OPTIONS)}

    def real(given: Any) -> Any:
        if isinstance(given, Told):
            return objects[given._number]  # noqa: SLF001  of this module
        if isinstance(given, dict):
            return {key: real(each) for key, each in given.items()}
        return type(given)(map(real, given)) if isinstance(given, list | tuple) else given

    for call in calls:
        words = [each if type(each) in _SIMPLE else real(each) for each in call.words]
        answer = getattr(objects[call.of], call.name)(*words, **(real(call.named) if call.named else {}))
        if call.answer is not None:
            objects[call.answer] = answer
    return stream.getvalue()


_SIMPLE = frozenset({str, int, float})
