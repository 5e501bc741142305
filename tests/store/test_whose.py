import pytest

from provenance.errors import UnreadableInput
from provenance.store.whose import signed, system_user


@pytest.mark.parametrize(
    ("login", "name"),
    [("roe", "roe"), (" ", "somebody not known"), ("\u200b", "somebody not known"), ("R\udcfce", "R\ufffde")],
)
def test_who_has_no_name_that_can_be_written_down_is_said_not_to_be_known(
    monkeypatch: pytest.MonkeyPatch, login: str, name: str
) -> None:
    monkeypatch.setenv("LOGNAME", login)
    assert system_user() == name


def test_nobody_signs_the_log_as_one_who_is_not_known() -> None:
    assert signed("Roe") == "Roe"
    with pytest.raises(UnreadableInput, match="'Unknown' is no name of a person"):
        signed("Unknown")
