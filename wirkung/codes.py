"""The codes that results carry: what was measured, what may be claimed, what must be known.

Sentences stand in the message catalogues; a test proves that each member has its sentence in every language.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

# The category in which small categories of a characteristic are counted together.
FURTHER: Final = "further"


class Claim(StrEnum):
    """How strong a verb a result may carry, weakest first."""

    DESCRIPTION = "description"
    ASSOCIATION = "association"
    EFFECT = "effect"

    @property
    def rank(self) -> int:
        """0 for the weakest claim."""
        return list(Claim).index(self)


class Direction(StrEnum):
    """Which side of «no difference» a result lies on, decided by its interval and never by its value alone."""

    UP = "up"
    DOWN = "down"
    NOT_DISTINGUISHABLE = "not_distinguishable"
    UNKNOWN = "unknown"


class UnitKind(StrEnum):
    """What kind of number a value is; decides how it is printed."""

    SCORE = "score"
    SHARE = "share"
    STANDARD_DEVIATIONS = "standard_deviations"
    MONEY = "money"
    HOURS = "hours"
    PERSONS = "persons"
    PARTICIPATIONS = "participations"
    REGISTRATIONS = "registrations"
    PLACES = "places"
    COURSES = "courses"
    MONTHS = "months"


class Quantity(StrEnum):
    """What a value measures."""

    MEAN = "mean"
    MEDIAN = "median"
    MEAN_CHANGE = "mean_change"
    MEAN_DIFFERENCE = "mean_difference"
    DIFFERENCE_IN_CHANGE = "difference_in_change"
    STANDARDISED_CHANGE = "standardised_change"
    STANDARDISED_DIFFERENCE = "standardised_difference"
    SHARE = "share"
    SHARE_DIFFERENCE = "share_difference"
    COUNT = "count"
    TOTAL_COST = "total_cost"
    UNIT_COST = "unit_cost"
    INTRACLASS_CORRELATION = "intraclass_correlation"
    CRONBACH_ALPHA = "cronbach_alpha"
    MCDONALD_OMEGA = "mcdonald_omega"
    STATED_RELIABILITY = "stated_reliability"
    SMALLEST_RELIABLE_CHANGE = "smallest_reliable_change"
    TYPICAL_CHANGE = "typical_change"
    RANK_BISERIAL = "rank_biserial"
    CLIFFS_DELTA = "cliffs_delta"
    EXPECTED_CHANGE = "expected_change"
    IMPROVEMENT_INDEX = "improvement_index"
    MONTHS_OF_PROGRESS = "months_of_progress"
    SHARE_RATIO = "share_ratio"
    VARIANCE_RATIO = "variance_ratio"
    EFFECTIVE_PERSONS = "effective_persons"
    QUOTA_SUM = "quota_sum"
    PART_OF_PLANNED = "part_of_planned"
    OFFERED = "offered"
    SHARE_AGAINST_QUOTA = "share_against_quota"
    MEAN_TIME = "mean_time"
    MEAN_TIME_DIFFERENCE = "mean_time_difference"
    HAZARD_RATIO = "hazard_ratio"
    COST_OF_ADDITIONAL_OUTCOME = "cost_of_additional_outcome"
    NET_BENEFIT = "net_benefit"
    PROBABILITY = "probability"
    NET_PRESENT_VALUE = "net_present_value"
    PRESENT_VALUE = "present_value"
    BENEFIT_COST_RATIO = "benefit_cost_ratio"
    BREAK_EVEN_YEAR = "break_even_year"
    LEDGER_LINE = "ledger_line"
    ASSUMED_VALUE = "assumed_value"
    PERSONS_AT_TURNING_POINT = "persons_at_turning_point"


class CountRole(StrEnum):
    """Which cell of a table a count is."""

    PAIRS = "pairs"
    PROGRAMME = "programme"
    COMPARISON = "comparison"
    REACHED = "reached"
    REACHED_OF_PREVIOUS = "reached_of_previous"
    BASE = "base"
    REACHED_BOTH_TIMES = "reached_both_times"
    REACHED_ONLY_AFTER = "reached_only_after"
    REACHED_ONLY_BEFORE = "reached_only_before"
    REACHED_NEITHER_TIME = "reached_neither_time"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    NOT_IMPROVED = "not_improved"
    NOT_WORSE = "not_worse"
    AT_FLOOR = "at_floor"
    AT_CEILING = "at_ceiling"
    PROGRAMME_BEFORE = "programme_before"
    PROGRAMME_AFTER = "programme_after"
    COMPARISON_BEFORE = "comparison_before"
    COMPARISON_AFTER = "comparison_after"
    BEFORE_IN_RANGE = "before_in_range"
    AFTER_IN_RANGE = "after_in_range"
    LEAVERS = "leavers"
    REACHED_OTHER = "reached_other"
    AT_RISK = "at_risk"
    CENSORED = "censored"
    ENTERED_LATER = "entered_later"
    LOST = "lost"
    PARTICIPATIONS = "participations"
    FURTHER_COURSES = "further_courses"
    REACHED_SINCE = "reached_since"
    LOST_REACHED = "lost_reached"
    NO_LONGER_THERE = "no_longer_there"
    TRIMMED = "trimmed"


class Assumption(StrEnum):
    """What must hold for a result to mean what it says."""

    PERSONS_INDEPENDENT = "persons_independent"
    CLUSTERS_INDEPENDENT = "clusters_independent"
    MEAN_NEARLY_NORMAL = "mean_nearly_normal"
    MISSING_AT_RANDOM = "missing_at_random"
    PARALLEL_TRENDS = "parallel_trends"
    RANDOM_ASSIGNMENT = "random_assignment"
    NO_INTERFERENCE = "no_interference"
    COSTS_COMPLETE = "costs_complete"
    ALL_EVENTS_KNOWN = "all_events_known"
    RELIABILITY_HOLDS = "reliability_holds"
    LINEAR_AND_NORMAL = "linear_and_normal"
    CHANGES_CAN_BE_RANKED = "changes_can_be_ranked"
    NO_UNMEASURED_DIFFERENCE = "no_unmeasured_difference"
    NO_ANTICIPATION = "no_anticipation"
    OFFER_WORKS_BY_TAKING_PART = "offer_works_by_taking_part"
    PROGRAMME_NEVER_DRIVES_AWAY = "programme_never_drives_away"
    LOSS_IN_ONE_DIRECTION = "loss_in_one_direction"
    QUOTA_EXACT = "quota_exact"
    CENSORING_INDEPENDENT = "censoring_independent"
    LATE_ENTRY_INDEPENDENT = "late_entry_independent"
    HAZARDS_PROPORTIONAL = "hazards_proportional"
    LOST_LIKE_SIMILAR_OBSERVED = "lost_like_similar_observed"
    COURSES_COST_ALIKE = "courses_cost_alike"
    COST_AND_EFFECT_NEARLY_NORMAL = "cost_and_effect_nearly_normal"
    AS_ASSUMED = "as_assumed"


# The rule by which missing answers are judged where no lottery made the groups (Schulz & Grimes 2002).
FIVE_AND_TWENTY = "five and twenty"


class Caution(StrEnum):
    """What a reader must know before relying on a result (never «warning», which is Python's word)."""

    FEW_PERSONS = "few_persons"
    NO_SPREAD = "no_spread"
    ITEMS_CONTRADICT = "items_contradict"
    CLUSTERS_NOT_CONSIDERED = "clusters_not_considered"
    CLUSTER_IN_BOTH_GROUPS = "cluster_in_both_groups"
    MANY_LOST = "many_lost"
    LOST_DIFFER = "lost_differ"
    BASELINE_NEEDS_ADJUSTMENT = "baseline_needs_adjustment"
    BASELINE_NOT_EQUIVALENT = "baseline_not_equivalent"
    GROUPS_SEPARATED = "groups_separated"
    NO_COMPARISON_GROUP = "no_comparison_group"
    SELF_SELECTION = "self_selection"
    COMPARISON_UNCLUSTERED = "comparison_unclustered"
    AS_THE_LOT_FELL = "as_the_lot_fell"
    COMPARISON_GOT_PROGRAMME = "comparison_got_programme"
    WITHIN_BLOCKS = "within_blocks"
    BLOCK_OF_ONE_GROUP = "block_of_one_group"
    BLOCKS_NOT_CONSIDERED = "blocks_not_considered"
    ADJUSTED = "adjusted"
    REGRESSION_TO_THE_MEAN = "regression_to_the_mean"
    RETROSPECTIVE_INSTRUMENT = "retrospective_instrument"
    SEVERAL_INDICATORS = "several_indicators"
    SEVERAL_ARMS = "several_arms"
    NOBODY_REACHED = "nobody_reached"
    EVALUATION_APART = "evaluation_apart"
    SHARED_OUTCOME_NOT_CAUSED = "shared_outcome_not_caused"
    LOST_COUNTED_AS_NOT_REACHED = "lost_counted_as_not_reached"
    MANY_AT_FLOOR = "many_at_floor"
    MANY_AT_CEILING = "many_at_ceiling"
    RATIO_UNDEFINED = "ratio_undefined"
    ALL_IN_ONE_DIRECTION = "all_in_one_direction"
    NOT_FOR_THIS_SCALE = "not_for_this_scale"
    OUTSIDE_TABLE = "outside_table"
    NO_OVERLAP = "no_overlap"
    SOME_OUTSIDE_OVERLAP = "some_outside_overlap"
    UNLIKE_AFTER_MATCHING = "unlike_after_matching"
    OUTSIDE_OVERLAP_LEFT_OUT = "outside_overlap_left_out"
    TOO_FEW_CLUSTERS = "too_few_clusters"
    RARE_IN_COURSES = "rare_in_courses"
    COURSES_AS_PERSONS = "courses_as_persons"
    WEAK_INSTRUMENT = "weak_instrument"
    ALWAYS_IN_PROGRAMME_LEFT_OUT = "always_in_programme_left_out"
    SUBGROUP_NOT_COMPARED = "subgroup_not_compared"
    ESTIMATORS_DISAGREE = "estimators_disagree"
    NOBODY_IN_STATE = "nobody_in_state"
    QUOTA_NO_COHORT = "quota_no_cohort"
    QUOTA_ABOVE_ONE = "quota_above_one"
    QUOTA_OF_EVERYBODY = "quota_of_everybody"
    FEW_AT_RISK = "few_at_risk"
    BEYOND_OBSERVATION = "beyond_observation"
    LATE_ENTRY = "late_entry"
    NOBODY_FROM_START = "nobody_from_start"
    FEW_EVENTS = "few_events"
    HAZARDS_NOT_PROPORTIONAL = "hazards_not_proportional"
    RATIO_WITHOUT_BOUND = "ratio_without_bound"
    COVARIATE_NOT_DETERMINED = "covariate_not_determined"
    LOST_COUNTED_AS_REACHED = "lost_counted_as_reached"
    FEW_LOST_OR_KEPT = "few_lost_or_kept"
    LOST_WITHOUT_LIKE = "lost_without_like"
    SOME_LOST_WITHOUT_LIKE = "some_lost_without_like"
    ADDITIONAL_OUTCOME_UNDETERMINED = "additional_outcome_undetermined"
    DEARER_AND_WORSE = "dearer_and_worse"
    CHEAPER_AND_BETTER = "cheaper_and_better"
    CHEAPER_AND_WORSE = "cheaper_and_worse"
    COST_DIFFERENCE_UNCERTAIN = "cost_difference_uncertain"
    SCENARIO = "scenario"
    NEVER_PAYS_BACK = "never_pays_back"
    OUTCOME_WITHOUT_COMPARISON = "outcome_without_comparison"
    OUTCOME_ONLY_IN_PROGRAMME = "outcome_only_in_programme"
    PRICE_INDEX_MISSING = "price_index_missing"
    NO_COSTS_IN_YEAR = "no_costs_in_year"
    GOAL_NOT_MEASURED = "goal_not_measured"
    EVENTS_BEFORE_ENTRY = "events_before_entry"
    EVENTS_ON_ENTRY = "events_on_entry"
    EVENTS_AFTER_LAST_DAY = "events_after_last_day"
    EVENTS_WITHOUT_DATE = "events_without_date"
    STEPS_OUT_OF_ORDER = "steps_out_of_order"
    LOST_SEEN_AGAIN = "lost_seen_again"
    TWO_ENDS = "two_ends"
    CHANGED_GROUPS = "changed_groups"
    EVENTS_BEFORE_LIST = "events_before_list"
    UNCERTAINTY_NOT_SHOWN = "uncertainty_not_shown"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    ANOTHER_MEASURE_BEFORE = "another_measure_before"
    NO_OTHERS_MEASURED = "no_others_measured"
    START_NOT_MEASURED = "start_not_measured"
    MANY_SILENT = "many_silent"
    CLUSTERS_LOST = "clusters_lost"
    LOST_UNTIL_FOLLOW_UP = "lost_until_follow_up"
    MUCH_MISSING_AT_FOLLOW_UP = "much_missing_at_follow_up"
    DOSE_IS_NO_EFFECT = "dose_is_no_effect"
    WEIGHTED = "weighted"
    NOT_WEIGHTED = "not_weighted"
    WEIGHTS_TELL_OF_FEW = "weights_tell_of_few"
    FOLLOW_UP_IS_MAIN = "follow_up_is_main"
    NOT_YET_OBSERVABLE = "not_yet_observable"
    GOAL_DUE_EARLIER = "goal_due_earlier"


class Verdict(StrEnum):
    """A rule's word on a finding."""

    REACHED = "reached"
    MISSED = "missed"
    UNDECIDED = "undecided"
    EQUIVALENT = "equivalent"
    NEEDS_ADJUSTMENT = "needs_adjustment"
    NOT_EQUIVALENT = "not_equivalent"
    RELEVANT = "relevant"
    BELOW_RELEVANCE = "below_relevance"
    NO_RELEVANT_CHANGE = "no_relevant_change"
    LOW_ATTRITION = "low_attrition"
    HIGH_ATTRITION = "high_attrition"
    LITTLE_MISSING = "little_missing"
    SOME_MISSING = "some_missing"
    MUCH_MISSING = "much_missing"
    SUBGROUPS_DIFFER = "subgroups_differ"
    NO_SUBGROUP_DIFFERENCE_SHOWN = "no_subgroup_difference_shown"
    MOST_LOST_HERE = "most_lost_here"


class ConventionReason(StrEnum):
    """Why two tools print different numbers for one standardised effect: what each divides by and corrects."""

    SPREAD_OF_CHANGES = "spread_of_changes"
    MEAN_OF_BOTH_SPREADS = "mean_of_both_spreads"
    MEAN_OF_BOTH_VARIANCES = "mean_of_both_variances"
    CORRELATION_TAKEN_OUT = "correlation_taken_out"
    SPREAD_BEFORE = "spread_before"
    POOLED_SPREAD = "pooled_spread"
    SPREAD_OF_COMPARISON = "spread_of_comparison"
    EXACT_CORRECTION = "exact_correction"
    APPROXIMATE_CORRECTION = "approximate_correction"
    OTHER_INTERVAL = "other_interval"


class Standing(StrEnum):
    """Where an option stands among others that are to bring about the same outcome."""

    ON_FRONTIER = "on_frontier"
    DOMINATED = "dominated"
    EXTENDED_DOMINATED = "extended_dominated"


class Advice(StrEnum):
    """What follows for a goal, by the stated rules of `methods.advice`."""

    KEEP = "keep"
    ON_THE_WAY = "on_the_way"
    RETHINK = "rethink"
    CANNOT_BE_SAID = "cannot_be_said"
    WAIT = "wait"


class Undecided(StrEnum):
    """Why nothing can be said about a goal."""

    NO_DATA = "no_data"
    NO_INTERVAL = "no_interval"
    INTERVAL_TOO_WIDE = "interval_too_wide"
    NOT_YET_DUE = "not_yet_due"
    NOT_YET_OBSERVABLE = "not_yet_observable"
    SOME_SILENT = "some_silent"


class Role(StrEnum):
    """What an estimate is for its finding; a report's columns ask for roles, never for methods."""

    MAIN = "main"
    BEFORE = "before"
    AFTER = "after"
    FOLLOW_UP = "follow_up"
    PROGRAMME = "programme"
    COMPARISON = "comparison"
    STANDARDISED = "standardised"
    OF_PREVIOUS = "of_previous"
    BASE = "base"
    EFFECT = "effect"
    LOW = "low"
    HIGH = "high"
    PROBABILITY = "probability"
    NEEDED = "needed"
    RATIO = "ratio"
    LOST = "lost"
    KEPT = "kept"
    YEAR_BEFORE = "year_before"
    PLANNED = "planned"
    DEVIATION = "deviation"
    WITHIN = "within"


class Absence(StrEnum):
    """Why a question is not asked for a programme, or its answer is not told at all."""

    NO_INDICATORS = "no_indicators"
    NO_MEASUREMENTS = "no_measurements"
    NO_SCALE = "no_scale"
    NO_CONVENTIONS = "no_conventions"
    NO_COMPARISON_GROUP = "no_comparison_group"
    NO_CHARACTERISTICS = "no_characteristics"
    NOT_WITH_WEIGHTS = "not_with_weights"
    NO_COHORT_STEPS = "no_cohort_steps"
    NO_COSTS = "no_costs"
    NO_GOALS = "no_goals"
    NO_BENEFITS = "no_benefits"
    NO_ALTERNATIVES = "no_alternatives"
    ONE_YEAR_OF_COSTS = "one_year_of_costs"
    NO_ADDITIONAL_OUTCOME = "no_additional_outcome"
    NO_SCENARIO = "no_scenario"
    NO_RANGES = "no_ranges"
    NO_PARTICIPANTS = "no_participants"
    NO_EARLIER_COHORTS = "no_earlier_cohorts"
    NO_DATED_EVENTS = "no_dated_events"
    NOT_YET_OBSERVED = "not_yet_observed"
    NO_LOSS = "no_loss"
    TOO_FEW_FOR_TRANSITIONS = "too_few_for_transitions"
    TOO_FEW_FOR_STATES = "too_few_for_states"
    TOO_FEW_FOR_DISTRIBUTION = "too_few_for_distribution"
    NO_DOSE = "no_dose"
    TOO_FEW_FOR_DOSE = "too_few_for_dose"
    MEASURED_ONCE = "measured_once"
    MEASURED_TWICE = "measured_twice"
    NO_OTHER_METHODS = "no_other_methods"
    NO_COMPARED_STEPS = "no_compared_steps"
    NO_FOLLOW_UP_OF_BOTH = "no_follow_up_of_both"
    NO_REACH = "no_reach"
    NO_TOTALS = "no_totals"
    NO_REASONS = "no_reasons"
    NO_RELIABILITY = "no_reliability"
    NOBODY_LEFT = "nobody_left"
    FEW_CHANGED = "few_changed"
    NO_SIDE_EFFECTS = "no_side_effects"
    YEAR_NOT_OVER = "year_not_over"


class CostSum(StrEnum):
    """Money as a treasury counts it: paid out; spent, which whose money bore; what is only calculated; and all.

    Full cost is what was spent and what is calculated. What was paid out is no part of it: it has purchases in
    full and neither depreciation nor internal charges.
    """

    PAID = "paid"
    EXPENSE = "expense"
    OWN = "own"
    THIRD_PARTY = "third_party"
    CALCULATED = "calculated"
    FULL = "full"


class BudgetLine(StrEnum):
    """Lines of the budget, by the amounts of the ledger as written: by category, then in all and what came in."""

    STAFF = "budget_staff"
    MATERIAL = "budget_material"
    ROOMS = "budget_rooms"
    TRAVEL = "budget_travel"
    EXTERNAL = "budget_external"
    OVERHEAD = "budget_overhead"
    DEPRECIATION = "budget_depreciation"
    OTHER = "budget_other"
    EVALUATION = "budget_evaluation"
    EXPENSES = "budget_expenses"
    INCOME = "budget_income"
    NET = "budget_net"


class UnitCost(StrEnum):
    """By what full cost is divided; of one more course only what it would cost in addition."""

    PLACE = "per_place"
    PARTICIPANT = "per_participant"
    ATTENDED_HOUR = "per_attended_hour"
    PARTICIPATION = "per_participation"
    HELD_HOUR = "per_held_hour"
    COMPLETED = "per_completed"
    OUTCOME = "per_outcome"
    ADDITIONAL_OUTCOME = "per_additional_outcome"
    ONE_MORE_COURSE = "one_more_course"


class ArmCost(StrEnum):
    """What one form of a programme cost: what was paid for it alone, and with its part of the rest by units."""

    ALONE = "alone"
    PARTICIPANT = "per_participant"
    COMPLETED = "per_completed"
    OUTCOME = "per_outcome"
    ADDITIONAL_OUTCOME = "per_additional_outcome"


class CourseTotal(StrEnum):
    """What is known of courses of which no list of persons is there: numbers, then parts of other numbers."""

    OFFERED = "courses_offered"
    HELD = "courses_held"
    HOURS = "hours"
    PLACES = "places"
    REGISTERED = "registered"
    ATTENDED = "attended"
    COMPLETED = "completed"
    HELD_SHARE = "held_share"
    BOOKED = "booked"
    UTILISATION = "utilisation"
    ATTENDED_SHARE = "attended_share"
    COMPLETED_SHARE = "completed_share"

    @property
    def is_share(self) -> bool:
        """Whether it is a part of another number, which can pass 1 where more came than there were places."""
        return self in (
            CourseTotal.HELD_SHARE,
            CourseTotal.BOOKED,
            CourseTotal.UTILISATION,
            CourseTotal.ATTENDED_SHARE,
            CourseTotal.COMPLETED_SHARE,
        )


class LedgerLine(StrEnum):
    """The rows that were read, then the way from their amounts to full cost, the sum of all other lines."""

    ROWS = "rows"
    AMOUNTS = "amounts"
    OWN_RATES = "own_rates"
    DATED_RATES = "dated_rates"
    REFUNDS = "refunds"
    PURCHASES = "purchases"
    DEPRECIATION = "depreciation"
    SHARED = "shared"
    FULL = "full"


class ScenarioInput(StrEnum):
    """What is assumed: for all benefits, of how many persons, and of one benefit."""

    RATE = "rate"
    PERSONS_ADDITIONAL = "persons_additional"
    PERSONS_ALL = "persons_all"
    VALUE = "value"
    DEADWEIGHT = "deadweight"
    ATTRIBUTION = "attribution"
    DISPLACEMENT = "displacement"
    DROP_OFF = "drop_off"
    FIRST_YEAR = "first_year"
    YEARS = "years"


class ScenarioResult(StrEnum):
    """What follows from the assumptions; the last when all of them are drawn by chance."""

    NET_PRESENT_VALUE = "net_present_value"
    RATIO = "ratio"
    BREAK_EVEN = "break_even"
    ENOUGH_ADDITIONAL = "enough_additional"
    ENOUGH_OF_ALL = "enough_of_all"
    DRAWN_TOGETHER = "drawn_together"


class Ranges(StrEnum):
    """Of which numbers of an answer a range may stand for the number of persons: it still means something then.

    Shares in steps only: exact ones are never said. How many are in each range of a scale would, with their mean
    and its interval, tell how many gave each single answer.
    """

    NONE = "none"
    OF_MEANS = "of_means"
    OF_MEANS_AND_SHARES = "of_means_and_shares"
    SHARES_IN_STEPS_ONLY = "shares_in_steps_only"


class Reads(StrEnum):
    """What of the persons the lines of an answer can depend on, beside who they are.

    Each on the characteristics it names; with `named` also on the indicators it names, and on everything where it
    names nothing; with `cohort` on whatever says how far somebody came.
    """

    PERSONS = "persons"
    NAMED = "named"
    COHORT = "cohort"
    EVERYTHING = "everything"


class Way(StrEnum):
    """Whose way to the outcome an option is: a year of the programme itself, or another programme."""

    OWN_YEARS = "own_years"
    OTHERS = "others"
