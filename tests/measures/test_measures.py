"""A kind of indicator is one file: here one that is registered nowhere else goes through every question."""

from __future__ import annotations

import typing
from dataclasses import replace

import pytest

from tests.questions.conftest import write_programme
from tests.raw import open_raw, repository_study
from tests.released import released_alone
from tests.welch import mean_difference
from wirkung.catalogue import LANGUAGES
from wirkung.codes import UnitKind, Verdict
from wirkung.declared import Group, Wave
from wirkung.estimate import Unit
from wirkung.measures import measure_of, measures
from wirkung.methods.change.typical_change import typical_change
from wirkung.methods.comparison.interaction import SubgroupLevel, SubgroupTable
from wirkung.methods.comparison.mean_difference import hedges_g
from wirkung.methods.kernels.intervals import mean
from wirkung.programme.model import Indicator
from wirkung.questions import Asked, questions
from wirkung.report.sections import sections
from wirkung.report.writing.language import language_of
from wirkung.year.observed import observations

TOY = "toy"
# The questions whose numbers on indicators are those of the measure, and nothing else.
ASK_THE_MEASURE = ("baseline", "change", "comparison", "subgroups")


# ruff: noqa: ARG002 - a measure takes what all measures take
class Toy:
    """Hours, told by the change of the typical person; no distribution, no conventions."""

    unit = Unit(kind=UnitKind.HOURS)
    averaged = True

    def __init__(self, indicator):
        self.indicator = indicator

    def level(self, values):
        return _marked(mean(values, unit=self.unit))

    def change(self, group):
        return _marked(typical_change(group.first, group.after, unit=self.unit))

    def standardised_change(self, group):
        return _marked(hedges_g(group.after, group.first))

    def difference(self, programme, comparison, *, level=0.95):
        return _marked(mean_difference(programme.after, comparison.after, unit=self.unit))

    def of_group(self, group):
        return self.level(group.after)

    def standardised_difference(self, difference, programme, comparison, *, level=0.95):
        return _marked(hedges_g(programme.after, comparison.after))

    def baseline(self, programme, comparison):
        return _marked(hedges_g(programme.after, comparison.after))

    def distribution(self, group, *, smallest):
        return ()

    def conventions_of_change(self, group):
        return ()

    def conventions_of_difference(self, programme, comparison):
        return ()

    def parts(self, group):
        return ()

    def changes_by_level(self, group, levels):
        return tuple(
            _table(name, {each: self.level(group.after[of == each]) for each in sorted(set(of) - {None})})
            for name, of in levels.items()
        )

    def differences_by_level(self, groups, levels):
        ours, theirs = groups
        return tuple(
            _table(
                name,
                {
                    each: _marked(
                        mean_difference(
                            ours.after[levels[0][name] == each],
                            theirs.after[levels[1][name] == each],
                            unit=self.unit,
                        )
                    )
                    for each in sorted(set(levels[0][name]) - {None})
                },
            )
            for name in levels[0]
        )


def _marked(estimate):
    return replace(estimate, convention=TOY)


def _table(variable, levels):
    return SubgroupTable(
        variable=variable,
        levels=tuple(SubgroupLevel(level=level, estimate=estimate) for level, estimate in levels.items()),
        interaction=None,
        adjusted_p=None,
        correction="holm",
        verdict=Verdict.UNDECIDED,
    )


def invented(tmp_path_factory):
    return open_raw(write_programme(tmp_path_factory.mktemp("robots")), year=2024)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(lambda _: repository_study("mint", 2024), id="mint", marks=pytest.mark.slow),
        pytest.param(lambda _: repository_study("nsw", 1978), id="nsw"),
        pytest.param(invented, id="robots"),
    ],
)
def asked(request, tmp_path_factory):
    """A programme all of whose indicators are of the toy kind."""
    data = request.param(tmp_path_factory).data
    indicators = [indicator.model_copy(update={"kind": TOY}) for indicator in data.programme.indicators]
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(measures(), TOY, Toy)
        yield Asked(replace(data, programme=data.programme.model_copy(update={"indicators": indicators})))


def test_the_programme_file_knows_every_kind_and_no_other():
    assert set(typing.get_args(Indicator.model_fields["kind"].annotation)) == set(measures()) - {TOY}


def test_every_question_takes_a_new_kind(asked):
    answers = {answer.question: answer for answer in asked.everything()}
    assert set(answers) == set(questions())
    for name in ASK_THE_MEASURE:
        findings = answers[name].findings
        told = [each for each in findings if each.subject.indicator or name == "subgroups"]
        assert told or answers[name].absent is not None
        assert {finding.main.convention for finding in told} <= {TOY}


def test_a_kind_without_distribution_and_conventions_has_none(asked):
    assert asked.answer("distribution").absent is not None
    assert asked.answer("conventions").absent is not None


def test_every_section_tells_a_new_kind(asked):
    smallest = asked.data.programme.privacy.smallest_group
    spoken = [language_of(asked.data.programme, language) for language in LANGUAGES]
    for answer in asked.everything():
        released = released_alone(answer, smallest)
        for each in spoken:
            assert sections()[answer.question].parts(released, each), answer.question


def test_observations_hold_whom_all_waves_hold():
    data = repository_study("mint", 2024).data
    indicator = data.programme.indicators[0]
    one = observations(data, indicator, Group.PROGRAMME, Wave.AFTER)
    both = observations(data, indicator, Group.PROGRAMME, Wave.BEFORE, Wave.AFTER)
    assert one.before is None
    assert both.sample.size == both.after.size == both.first.size <= one.sample.size
    with pytest.raises(ValueError, match=r"^interest\.after was observed once, its change cannot be told$"):
        measure_of(indicator).change(one)


def test_a_score_counts_in_the_unit_of_its_indicator():
    data = repository_study("mint", 2024).data
    for indicator in data.programme.indicators:
        assert measure_of(indicator).unit == Unit(kind=UnitKind.SCORE, symbol=indicator.id)
