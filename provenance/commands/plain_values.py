"""Values of the command line that need no conversion, so that none is loaded.

Typer converts with pydantic, whose import takes as long as many a command runs. Most values are words that stay words,
or are not given; only the others are handed on. A typer that converts otherwise is left as it is.
"""

from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_origin

from typer.core import TyperCommand, TyperGroup

Parameters = TypeVar("Parameters", bound=list[Any])


class PlainCommand(TyperCommand):
    """A command of typer that takes plain values as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters of the command, `--help` among them."""
        return take_plain_values(super().get_params(ctx))


class PlainGroup(TyperGroup):
    """A group of commands of typer that takes plain values as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters of the group, `--help` among them."""
        return take_plain_values(super().get_params(ctx))


def take_plain_values(parameters: Parameters) -> Parameters:
    """The same parameters, which from now on take values that are already what they should be."""
    for parameter in parameters:
        convert = getattr(parameter, "get_runtime_param", None)
        if convert is not None and hasattr(parameter, "type_descriptor") and not isinstance(convert, _PlainValue):
            parameter.get_runtime_param = _PlainValue(parameter.type_descriptor.annotation, convert)
    return parameters


class _PlainValue:
    """What typer asks for a value: the value itself if it fits, else what typer makes of it."""

    def __init__(self, wanted: Any, convert: Callable[[], Any]) -> None:
        self._wanted = wanted
        self._convert = convert

    def __call__(self) -> "_PlainValue":
        """Itself, where typer would build its own."""
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command gets it."""
        if value is None and not param.multiple and param.nargs != -1:
            return None
        if type(value) is self._wanted:
            return value
        if _is_words(self._wanted) and isinstance(value, (list, tuple)) and all(type(one) is str for one in value):
            return list(value)
        return self._convert().coerce(value, param=param, ctx=ctx)


def _is_words(wanted: Any) -> bool:
    return get_origin(wanted) is list and get_args(wanted) == (str,)
