"""One released finding in a sentence: what a section says of it, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wirkung.codes import Caution, Direction, Role, UnitKind, Verdict
from wirkung.estimate import Estimate
from wirkung.finding import Finding, Subject
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import RANK_MEASURES, Numbers
from wirkung.report.writing.words import say

MINUS = "\u2212"
# The forms in which a sentence can name what a difference is put down to.
CAUSE = ("taking_part", "with_taking_part", "programme", "of_programme")

Statement = Callable[[Finding, Language], str]


def finding_sentence(finding: Finding, statement: Statement, language: Language) -> str:
    """What a finding says, with how sure it is: one to two sentences that begin with the finding's subject.

    Parameters
    ----------
    finding
        Released by disclosure control.
    statement
        How its section says it.
    language
        Of the report.
    """
    said = statement(finding, language)
    return said if finding.main.value is None else " ".join((said, *_uncertainty(finding, said, language)))


def told_limits(told: Callable[[Estimate, Subject], str], finding: Finding, said: str) -> str:
    """The limits of a finding's interval in the words of `told`, as the sentence before them speaks of the amount.

    «0,41 niedriger» has limits from 0,06 to 0,77 and none with a minus: that would be said twice.
    """
    main = finding.main
    if (
        main.interval is None
        or main.direction is not Direction.DOWN
        or MINUS in said
        or main.quantity in RANK_MEASURES
    ):
        return told(main, finding.subject)
    limits = replace(main.interval, low=-main.interval.high, high=-main.interval.low)
    turned = replace(main, value=-(main.value or 0.0), interval=limits)
    return told(turned, finding.subject).replace("+", "")


def unknown(finding: Finding, language: Language) -> str:
    """That nothing is known about what a finding is about."""
    not_yet = Caution.NOT_YET_OBSERVABLE in finding.main.cautions
    code = "sentence.not_yet" if not_yet else "sentence.no_value"
    return say(code, language, label=label(finding.subject, language))


def measured(finding: Finding, language: Language) -> str:
    """The number alone, for what is no difference of two groups or is judged together with others."""
    if finding.main.value is None:
        return unknown(finding, language)
    value = Numbers(language).estimate(finding.main, finding.subject, named=True)
    return say("sentence.measured", language, label=label(finding.subject, language), value=value)


def directed(
    code: str,
    finding: Finding,
    language: Language,
    *,
    named: str = "",
    hundred: str = "",
    what: str = "",
    when: str = "",
) -> str:
    """The sentence of a code that says the direction; that it is not known or shown where there is no interval.

    `named` is what the finding is about, in place of its label; `hundred` stands before it where the code has a
    place for it (`of_hundred`), `what` says what is compared, `when` when.
    """
    numbers, main = Numbers(language), finding.main
    if main.value is None:
        return unknown(finding, language)
    not_shown = Caution.UNCERTAINTY_NOT_SHOWN in main.cautions
    without = f"sentence.{'not_shown' if not_shown else 'unknown'}.{code.split('.')[1]}"  # change or comparison
    return say(
        without if main.direction is Direction.UNKNOWN else code,
        language,
        label=named or label(finding.subject, language),
        size=numbers.size(main, finding.subject),
        hundred=hundred,
        what=what,
        when=when,
        better=_better(finding, language),
        value=numbers.estimate(main, finding.subject, named=True),
        scale=say("sentence.scale_of_ranks", language) if main.quantity in RANK_MEASURES else "",
        **cause(finding, language),
    )


def cause(finding: Finding, language: Language) -> dict[str, str]:
    """What a difference is put down to, in the forms that sentences need: the programme, or the offer of a place.

    Where the lot drew an offer to which not everybody kept, the difference is not that of taking part.
    """
    what = "offer" if Caution.AS_THE_LOT_FELL in finding.main.cautions else "programme"
    return {form: say(f"cause.{what}.{form}", language) for form in CAUSE}


def _better(finding: Finding, language: Language) -> str:
    """That it is better or worse, where «more» does not say so: less is wanted, or only the order counts."""
    subject, direction = finding.subject, finding.main.direction
    said_by_direction = subject.better == 1 and finding.main.quantity not in RANK_MEASURES
    if subject.better == 0 or said_by_direction or direction not in (Direction.UP, Direction.DOWN):
        return ""
    wanted = (direction is Direction.UP) is (subject.better == 1)
    return say("sentence.better" if wanted else "sentence.worse", language)


def of_hundred(code: str, finding: Finding, language: Language, **roles: Role) -> str:
    """How many of a hundred two shares are, with a space behind it; empty where one of them may not be told.

    Parameters
    ----------
    code
        Of the sentence with both numbers, after «sentence.of_hundred.».
    finding, language
        Released by disclosure control; of the report.
    roles
        The two shares, by the names that the sentence has for them.
    """
    known = {name: finding.get(role) for name, role in roles.items()}
    values = {name: None if each is None else each.value for name, each in known.items()}
    if finding.main.value is None or any(value is None for value in values.values()):
        return ""
    numbers = Numbers(language)
    told = {name: numbers.whole(100 * value) for name, value in values.items() if value is not None}
    return f"{say(f'sentence.of_hundred.{code}', language, **told)} "


def verdict_of(finding: Finding) -> Verdict:
    """The verdict of a finding that must have one."""
    if finding.verdict is None:
        raise ValueError(f"finding {finding.subject.id!r} has no verdict")
    return finding.verdict


def _uncertainty(finding: Finding, said: str, language: Language) -> tuple[str, ...]:
    if finding.main.interval is None:
        return ()
    numbers = Numbers(language)
    interval = told_limits(numbers.interval, finding, said)
    return (
        say("sentence.uncertain", language, interval=interval, level=numbers.level(finding.main.interval.level)),
    )


def scale_bounds(finding: Finding, numbers: Numbers) -> tuple[str, str] | None:
    """The ends of the scale that the points of a finding are on, as they are printed; None where it has none."""
    low, high = finding.subject.low, finding.subject.high
    if low is None or high is None or finding.main.unit.kind is not UnitKind.SCORE:
        return None
    first, last = (numbers.decimal(each, 0 if each.is_integer() else 1) for each in (low, high))
    return first, last
