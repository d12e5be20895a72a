"""The words that a programme file and the tables made from it share."""

from __future__ import annotations

from enum import StrEnum


class DesignKind(StrEnum):
    """Which groups there are, and whether chance made them."""

    ONE_GROUP = "one_group"
    COMPARISON = "comparison"
    RANDOMISED = "randomised"


class Assignment(StrEnum):
    """How people got into the programme group."""

    SELF_SELECTED = "self_selected"
    SELECTED_BY_BASELINE = "selected_by_baseline"
    ASSIGNED_BY_RULE = "assigned_by_rule"
    LOTTERY = "lottery"


class Assigned(StrEnum):
    """What was assigned to a group: persons one by one, or whole courses, classes or schools."""

    PERSONS = "persons"
    CLUSTERS = "clusters"


class MainEstimate(StrEnum):
    """How the groups are compared for the main result, declared before anything is calculated."""

    DIFFERENCE = "difference"
    CHANGE_DIFFERENCE = "change_difference"
    ADJUSTED = "adjusted"


class RobustnessLine(StrEnum):
    """What is shown beside the main result only where the programme file asks for it."""

    MATCHING = "matching"
    RANDOM_INTERCEPT = "random_intercept"


class GoalMeasure(StrEnum):
    """What of an indicator, a step, the costs or the year a goal is about."""

    CHANGE = "change"
    DIFFERENCE = "difference"
    LEVEL = "level"
    COUNTED_LEVEL = "counted_level"
    STEP_SHARE = "step_share"
    STEP_DIFFERENCE = "step_difference"
    COUNTED_SHARE = "counted_share"
    COUNT = "count"
    PLACES = "places"
    COURSES = "courses"
    COST = "cost"
    TOTAL = "total"

    @property
    def of_indicator(self) -> bool:
        """Whether it is about what was measured in persons."""
        return self.of_level or self in (GoalMeasure.CHANGE, GoalMeasure.DIFFERENCE)

    @property
    def of_level(self) -> bool:
        """Whether it is about where participants stand afterwards."""
        return self in (GoalMeasure.LEVEL, GoalMeasure.COUNTED_LEVEL)

    @property
    def of_step(self) -> bool:
        """Whether it is about persons who reached a step."""
        return self.compares_steps or self in (
            GoalMeasure.STEP_SHARE,
            GoalMeasure.COUNTED_SHARE,
            GoalMeasure.COUNT,
        )

    @property
    def compares_steps(self) -> bool:
        """Whether it is about how many more reached a step than in the comparison group."""
        return self is GoalMeasure.STEP_DIFFERENCE

    @property
    def of_year(self) -> bool:
        """Whether it is about what was there for everybody, and so about nothing in particular."""
        return self in (GoalMeasure.PLACES, GoalMeasure.COURSES)

    @property
    def counted(self) -> bool:
        """Whether it is about this year alone, all of which is known: nothing is uncertain then."""
        return self.of_year or self in (
            GoalMeasure.COUNTED_LEVEL,
            GoalMeasure.COUNTED_SHARE,
            GoalMeasure.COUNT,
            GoalMeasure.COST,
            GoalMeasure.TOTAL,
        )

    @property
    def grows(self) -> bool:
        """Whether its number can only become larger with time."""
        return self.of_year or self is GoalMeasure.COUNT


class StepKind(StrEnum):
    """From which table it is known that somebody reached a step."""

    REGISTERED = "registered"
    ATTENDED = "attended"
    COMPLETED = "completed"
    ANSWERED = "answered"
    EVENT = "event"


class StateKind(StrEnum):
    """What a state of a cohort is: no step yet, a step as the furthest, another end, or lost from sight."""

    NONE_YET = "none_yet"
    STEP = "step"
    END = "end"
    LOST = "lost"


class SourceRole(StrEnum):
    """Which part of `data:` in the programme file a table came from."""

    PERSONS = "persons"
    MEASUREMENTS = "measurements"
    ATTENDANCE = "attendance"
    EVENTS = "events"
    TOTALS = "totals"
    COSTS = "costs"


class Wave(StrEnum):
    """When a measurement was taken."""

    BEFORE = "before"
    AFTER = "after"
    FOLLOW_UP = "follow_up"


class Group(StrEnum):
    """Which side of a comparison a person is on."""

    PROGRAMME = "programme"
    COMPARISON = "comparison"


class CostCategory(StrEnum):
    """Ingredients of full cost, two of which nobody pays, and what came in, which is none of them."""

    STAFF = "staff"
    MATERIAL = "material"
    ROOMS = "rooms"
    TRAVEL = "travel"
    EXTERNAL = "external"
    OVERHEAD = "overhead"
    DEPRECIATION = "depreciation"
    OTHER = "other"
    EVALUATION = "evaluation"
    VOLUNTEERS = "volunteers"
    IN_KIND = "in_kind"
    INCOME = "income"


# What a treasury books without paying anybody: it is spent within the administration.
BOOKED = (CostCategory.OVERHEAD, CostCategory.DEPRECIATION)

# Nobody pays for these; they stand on lines of their own (Levin and McEwan, ingredients method).
NOT_PAID = (CostCategory.VOLUNTEERS, CostCategory.IN_KIND)


class Funding(StrEnum):
    """Whose money paid an entry of the ledger."""

    OWN = "own"
    THIRD_PARTY = "third_party"


class Behaviour(StrEnum):
    """Whether one more course would cost this entry once more."""

    FIXED = "fixed"
    VARIABLE = "variable"


class DecisionState(StrEnum):
    """What became of a decision."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_DONE = "not_done"


class CommitteeRole(StrEnum):
    """What a committee does with a proposal."""

    ADVISES = "advises"
    DECIDES = "decides"


class Standard(StrEnum):
    """The standards for evaluation of the DeGEval, revision of 2016: utility, feasibility, fairness, accuracy."""

    N1 = "N1"
    N2 = "N2"
    N3 = "N3"
    N4 = "N4"
    N5 = "N5"
    N6 = "N6"
    N7 = "N7"
    N8 = "N8"
    D1 = "D1"
    D2 = "D2"
    D3 = "D3"
    F1 = "F1"
    F2 = "F2"
    F3 = "F3"
    F4 = "F4"
    F5 = "F5"
    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"
    G5 = "G5"
    G6 = "G6"
    G7 = "G7"
    G8 = "G8"
    G9 = "G9"


class StandardMet(StrEnum):
    """How an evaluation stands to a standard, as a person says; most often nobody has looked."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


class Task(StrEnum):
    """Whether a municipality must do something."""

    VOLUNTARY = "voluntary"
    MANDATORY = "mandatory"


class Mark(StrEnum):
    """Whether an entry is marked; a blank cell is not."""

    YES = "yes"
    NO = "no"


class SharedKey(StrEnum):
    """By what costs are divided that several programmes have in common."""

    HOURS = "hours"
    PARTICIPANTS = "participants"
    SHARES = "shares"


class Gainer(StrEnum):
    """Who has a benefit."""

    PARTICIPANTS = "participants"
    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE = "state"


class Period(StrEnum):
    """What one year of a file is. Bounds as in Lower Saxony, where schools and Kitas begin on 1 August."""

    CALENDAR = "calendar"
    BUDGET_YEAR = "budget_year"
    SCHOOL_YEAR = "school_year"
    KITA_YEAR = "kita_year"
    HALF_YEAR = "half_year"

    @property
    def first_month(self) -> int:
        """The month in which it begins; halves are those of a school year, from 1 August and from 1 February."""
        return 1 if self in (Period.CALENDAR, Period.BUDGET_YEAR) else 8


class PeriodLength(StrEnum):
    """How long the periods are in which people are followed."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """Months of one period."""
        return {PeriodLength.YEAR: 12, PeriodLength.HALF_YEAR: 6, PeriodLength.QUARTER: 3}[self]


class Doubt(StrEnum):
    """What may be wrong with a file although it can be read; a programme file can say that it is right."""

    FAR_VALUES = "far_values"
    SAME_ID = "same_id"
    MIXED_LABELS = "mixed_labels"
    SHORT_ROWS = "short_rows"
    NO_PERSON = "no_person"
    CODES_IN_SCALE = "codes_in_scale"
    MIXED_PER_CENT = "mixed_per_cent"
    PERSONAL = "personal"
    INSTITUTION = "institution"
    MANY_VALUES = "many_values"
    NEVER_TICKED = "never_ticked"
    GARBLED = "garbled"
    ROWS_ABOVE = "rows_above"
    SUMS = "sums"
    WALK_INS = "walk_ins"
    MARKS_AS_LABELS = "marks_as_labels"
    SAME_ANSWERS = "same_answers"
    THOUSANDS = "thousands"
    SAME_HEADING = "same_heading"
    WAVE_ORDER = "wave_order"
    OTHER_UNIT = "other_unit"
    SHIFTED_CODES = "shifted_codes"
    ONLY_YES = "only_yes"
    FILLED_ONCE = "filled_once"


class Personal(StrEnum):
    """What in a column makes persons recognisable."""

    NAME = "name"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    FREE_TEXT = "free_text"


class IdDifference(StrEnum):
    """In what two spellings of one person's id may differ."""

    CASE = "case"
    BLANKS = "blanks"
    LEADING_ZEROS = "leading_zeros"
    CHARACTERS = "characters"


class Several(StrEnum):
    """Which answer counts where one person has several in one survey."""

    SUBMITTED = "submitted"
    FIRST = "first"
    LAST = "last"
    STOP = "stop"


class LeftOut(StrEnum):
    """Why a row was read but not used, or a cell was read but set to missing (`ANSWER_...`)."""

    EMPTY_ROW = "empty_row"
    WITHOUT_CONSENT = "without_consent"
    BY_RULE = "by_rule"
    NOT_OF_YEAR = "not_of_year"
    NO_PERSON = "no_person"
    SUM_OR_NOTE = "sum_or_note"
    SAME_ROW_TWICE = "same_row_twice"
    SECOND_REGISTRATION = "second_registration"
    NOT_SUBMITTED = "not_submitted"
    SECOND_ANSWER_IN_WAVE = "second_answer_in_wave"
    UNKNOWN_PERSON = "unknown_person"
    OTHER_VALUE = "other_value"
    AFTER_CUT_OFF = "after_cut_off"
    ANSWER_OUTSIDE_SCALE = "answer_outside_scale"


class IdMatch(StrEnum):
    """How the ids of a file fit the list of persons; the last one counts rows."""

    FOUND = "found"
    NOT_THERE = "not_there"
    UNKNOWN = "unknown"


class AmountOrigin(StrEnum):
    """From where the amount of an entry of the ledger comes."""

    AMOUNT = "amount"
    OWN_RATE = "own_rate"
    DATED_RATE = "dated_rate"
