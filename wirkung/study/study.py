"""One programme in one year, as an evaluator asks it: what may be shown, and nothing else within reach."""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NoReturn, TypeVar

import wirkung
from wirkung.codes import Assumption, Caution
from wirkung.declared import DecisionState
from wirkung.disclosure.amounts import amounts_of
from wirkung.disclosure.few_changed import decide_again, rows_by_part
from wirkung.disclosure.keys import Keys, Purpose
from wirkung.disclosure.register.handing_over import is_asked_for
from wirkung.disclosure.register.memory import Memory, open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.release import Released, ReleasedAnswer, shown
from wirkung.disclosure.sources import published_account
from wirkung.disclosure.treatment import treated
from wirkung.errors import Problem, RunError, WirkungError
from wirkung.finding import (
    Answer,
    Decided,
    Finding,
    Licence,
    Limits,
    Logic,
    LogicLine,
    Masthead,
    Provenance,
    Recommended,
    Reported,
)
from wirkung.io.assemble import read_tables
from wirkung.io.lawful import check_tables
from wirkung.io.tables import Tables
from wirkung.io.until import Until
from wirkung.io.years import check_year
from wirkung.programme.history import registered
from wirkung.programme.lawful import check_lawful
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.programme.model import Programme
from wirkung.programme.parts import Text
from wirkung.programme.references import USUAL_SMALLEST_GROUP
from wirkung.programme.until import as_known
from wirkung.questions import SEED, Asked, questions
from wirkung.study.remembered import Remembered
from wirkung.year.cautions import design_cautions
from wirkung.year.data import YearData
from wirkung.year.licence import capped_answer

Thing = TypeVar("Thing")


class Study:
    """What may be shown of one programme in one year: `study.change`, `study.cost`, one for each question.

    All questions are answered and released together, at the first of them. Numbers that were not released are in
    no public attribute, representation, copy on disk or error text.
    """

    __slots__ = ("_asked", "_few_changed", "_loaded", "_memory", "_released", "_remembered", "_treated")

    def __init__(
        self, loaded: LoadedProgramme, tables: Tables, *, year: int, memory: Memory | None = None
    ) -> None:
        self._loaded = loaded
        data = YearData(loaded.programme, tables, year)
        # Of the data as they came: an answer that was put aside below may be the one that was corrected.
        self._memory = None if memory is None else Remembered(memory, data)
        if self._memory is not None:
            without_values(self._memory.check_persons)
        self._treated = without_values(lambda: treated(data, loaded.programme.privacy.smallest_group))
        self._asked = Asked(self._treated.data)
        self._released: dict[str, ReleasedAnswer] = {}
        self._remembered = self._few_changed = False

    def __getattr__(self, name: str) -> ReleasedAnswer:
        if name not in questions():
            asked = ", ".join(questions())
            raise AttributeError(f"a study has no question {name!r}; there are {asked}")
        return self._answers()[name]

    def __dir__(self) -> list[str]:
        return sorted({*(each for each in super().__dir__() if not each.startswith("_")), *questions()})

    def __repr__(self) -> str:
        return f"<study of {self.programme.id}, {self.year}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a study cannot be saved or copied: it holds single persons' data; open it again")

    __getstate__ = __reduce__

    @property
    def programme(self) -> Programme:
        """The programme file."""
        return self._loaded.programme

    @property
    def year(self) -> int:
        """The year that is evaluated."""
        return self._asked.data.year

    @property
    def answers(self) -> tuple[ReleasedAnswer, ...]:
        """What may be shown on every question."""
        return tuple(self._answers().values())

    @property
    def masthead(self) -> Masthead:
        """What stands at the head of the report."""
        programme = self.programme
        return Masthead(
            programme=programme.id,
            title=programme.title,
            organisation=programme.organisation,
            question=programme.question,
            year=self.year,
            synthetic=programme.synthetic,
            data_source=programme.data_source,
            contact=programme.contact,
            period=programme.year_is,
            evaluated_by=programme.evaluation.by,
            paid_by=programme.evaluation.paid_by,
            data_as_of=programme.evaluation.data_as_of,
            until=self._asked.data.tables.until,
        )

    @property
    def licence(self) -> Licence:
        """What the design allows the report to claim.

        After few changes since an earlier report by the design alone: what was measured could be another word now,
        which would tell what the few have.
        """
        self._answers()
        return without_values(self._licence)

    def _licence(self) -> Licence:
        return self._asked.licence_by_design if self._few_changed else self._asked.licence

    @property
    def logic(self) -> Logic:
        """How the programme is meant to work; no lines where the programme file has no logic model."""
        model = self.programme.logic_model
        if model is None:
            return Logic(lines=())
        inputs = (LogicLine(step=0, text=text) for text in model.inputs)
        steps = (LogicLine(step=level.step, text=level.text) for level in model.steps)
        return Logic(lines=tuple(sorted(chain(inputs, steps), key=lambda line: line.step)))

    @property
    def reported_side_effects(self) -> Reported:
        """What was reported as a side effect, and by whom; no lines where the programme file names none."""
        return Reported(lines=tuple((each.text, each.source) for each in self.programme.side_effects))

    @property
    def decided(self) -> Decided:
        """What was decided up to the end of the year; what was carried out before the year before is history."""
        first, last = (self.programme.last_day_of(self.year - back) for back in (2, 0))
        told = (
            each
            for each in self.programme.decisions
            if each.on <= last and (each.on > first or each.state is not DecisionState.DONE)
        )
        return Decided(year=self.year, lines=tuple(sorted(told, key=lambda each: each.on, reverse=True)))

    @property
    def recommended(self) -> Recommended:
        """What the office recommends after this report."""
        found = (each for each in self.programme.recommendation if each.year == self.year)
        return Recommended(recommendation=next(found, None))

    @property
    def limits(self) -> Limits:
        """Every assumption and caution of what may be shown, each once, in the order of the codes."""
        return without_values(self._limits)

    @property
    def provenance(self) -> Provenance:
        """From which files, rows and version the report was made."""
        answers = self._answers()
        drawn = (answers[name].absent is None for name, each in questions().items() if each.draws)
        return Provenance(
            programme_file=self._loaded.name,
            programme_sha256=self._loaded.sha256,
            year=self.year,
            version=wirkung.__version__,
            accounts=tuple(
                published_account(
                    each,
                    smallest_group=self.programme.privacy.smallest_group,
                    few_changed=self._few_changed,
                )
                for each in self._asked.data.tables.accounts
            ),
            seeds=(SEED,) if any(drawn) else (),
            licence=self.licence if self.licence.of_persons else None,
            until=self._asked.data.tables.until,
        )

    def _answers(self) -> dict[str, ReleasedAnswer]:
        if not self._released:
            released = without_values(self._release)
            self._released = {answer.question: answer for answer in released}
        return self._released

    def _release(self) -> tuple[ReleasedAnswer, ...]:
        programme, past = self.programme, None if self._memory is None else self._memory.past()
        again = decide_again(self._asked.everything(), programme, past=past, amounts=amounts_of(self._asked.data))
        if self._memory is not None and is_asked_for():
            by_part = rows_by_part(again.answers, programme, again.decision)
            self._memory.hand_over(again.decision.published, by_part)
        self._remembered, self._few_changed = again.decision.remembered, bool(again.held)
        answers = tuple(map(self._claiming, again.answers))
        return shown(answers, again.decision, smallest_group=programme.privacy.smallest_group)

    def _claiming(self, answer: Answer) -> Answer:
        """The answer with no stronger claim than the report has."""
        return capped_answer(answer, self._licence()) if questions()[answer.question].compares else answer

    def _limits(self) -> Limits:
        findings = tuple(self._limiting())
        assumptions = {each for one in findings for _, estimate in one.estimates for each in estimate.assumptions}
        cautions = {each for one in findings for each in one.cautions}
        if self._answers()["change"].items:  # the design limits a result that may not be shown as well
            cautions.update(design_cautions(self._asked.data))
        return Limits(
            claim=self._licence().claim,
            assumptions=tuple(each for each in Assumption if each in assumptions),
            cautions=tuple(each for each in Caution if each in cautions),
            groups=self._asked.data.has_comparison,
            remembered=self._remembered,
            few_changed=self._few_changed,
            lowered=self._lowered(),
            side_effects=self.programme.has_side_effects or not self._asked.licence.of_persons,
            registered=registered(self._loaded, before=dt.date.fromisoformat(self.programme.entry_of(self.year))),
            of_persons=self._asked.licence.of_persons,
            lottery=self.programme.design.by_lot,
            weaker=self._licence().weaker,
        )

    def _lowered(self) -> tuple[int, Text] | None:
        privacy = self.programme.privacy
        if privacy.reason is None or privacy.smallest_group >= USUAL_SMALLEST_GROUP:
            return None
        return privacy.smallest_group, privacy.reason

    def _limiting(self) -> Iterator[Finding]:
        """What is shown and limits the report; a caution of what is withheld would tell of it."""
        for name, question in questions().items():
            for item in self._answers()[name].items if question.limits else ():
                if isinstance(item, Released):
                    yield item.finding


def without_values(compute: Callable[[], Thing]) -> Thing:
    """What a computation gives; an error in the program keeps its kind and place, and loses its text.

    The text of an exception, and the variables a notebook shows beside it, can hold a person's data. So what is
    raised has neither the frames of the computation nor the error that it came from.
    """
    failed: BaseException
    try:
        return compute()
    except WirkungError as error:
        failed = type(error)(error.problems, language=error.language)
    except KeyboardInterrupt:
        failed = KeyboardInterrupt()
    except Exception as error:  # noqa: BLE001 - whatever went wrong, its text stays inside
        place = traceback.extract_tb(error.__traceback__)[-1]
        values = {"kind": type(error).__name__, "where": f"{Path(place.filename).name}, {place.lineno}"}
        failed = RunError([Problem(code="study.failed", values=values)])
    raise failed


def open_study(programme: str | Path, *, year: int, until: dt.date | None = None) -> Study:
    """Read and check a programme file and its data; raise every problem at once.

    Parameters
    ----------
    programme
        Path of the programme file, from the current folder or one above it.
    year
        The year to evaluate; it must have persons.
    until
        The last day that counts; None for all that is known.

    Raises
    ------
    ProgrammeFileError, DataError
        With every problem, each saying what to do.
    WorkspaceError
        What was published before cannot be read, so that nothing can be shown that fits it.
    """
    loaded = load_programme(programme)
    memory = open_memory(room_of(loaded.path))
    keys = None if memory is None else memory.keys
    tables = without_values(lambda: tables_of(loaded, year, keys, until))
    return Study(known_by(loaded, until), tables, year=year, memory=memory)


def known_by(loaded: LoadedProgramme, until: dt.date | None) -> LoadedProgramme:
    """The programme file as it could be read on a day; None for as it is."""
    return loaded if until is None else replace(loaded, programme=as_known(loaded.programme, until))


def tables_of(loaded: LoadedProgramme, year: int, keys: Keys | None, until: dt.date | None = None) -> Tables:
    """The data of a programme file, of which the year must have persons and answers; DataError else."""
    if until is not None:
        Until(day=until, programme=loaded.programme).check(loaded.name, year)
    key, file_key = (
        None if keys is None else keys.sub_key(purpose) for purpose in (Purpose.PSEUDONYMS, Purpose.FILES)
    )
    check_lawful(loaded)
    tables = read_tables(loaded.programme, loaded.path.parent, key=key, file_key=file_key, until=until)
    check_tables(loaded, tables)
    check_year(loaded.programme, tables, year, loaded.name)
    return tables
