"""`KINDS.md` from the cells of `kinds.csv`."""

from calibration_readme import BELOW, COLUMNS, _line, _row, _summary

HEAD = """# Calibration of the other kinds: yes and no, ordered answers, counts, money

Written by `kinds.py` in this folder with 4,000 samples a cell (`kinds.csv`): the standard error of a coverage of
.95 is .0034, and a cell misses its target where it is below by more than three of them. Target and columns as in
`README.md`; `effect` is the truth, and false positives are counted where it is 0.

- Shares in courses come from courses whose chances differ (beta-binomial, intraclass correlation 0, .1, .2);
  paired answers and grades from normal waves that are cut, correlation .5; money is lognormal (skewness 1.75,
  «much money» 6.2), visits Poisson with gamma rates (skewness 2.9).
- Persons 12 to 300, courses 3, 6, 8, 14, the largest with twice the persons of the smallest.

"""
TAIL = """
## What this says about the rules

- Shares in courses: Wilson's interval for as many persons as the courses leave holds; the t interval that stood
  here before held in .83 to .90 where one in ten or twenty said yes and courses differ. Where one answer came
  up in fewer than three courses (of fewer than six: two) it declines, for one in ten in few small courses often.
- Differences of shares in courses: Newcombe's on those, .93 to 1.0; the t interval held in .915 at its worst. The
  degrees of freedom are those of the courses in which the rarer answer came up: with those of all courses nine of
  ten in both groups, 300 of whom learned in 14 courses that differ much and the others alone, gave .925 and false
  positives of 7.5 in 100; now .938 and 6.2 in 30,000 samples of that cell (error .0014), the worst of all.
  It is too wide (up to 1.0) where nine of ten said yes in each group and few learned in few courses.
- Tango's interval, and MOVER on two of them: too wide below 20 persons (up to 1.0), which comes of the few
  values that a change can take; never too bold beyond chance.
- Ordered answers: the jackknife over courses with Satterthwaite's degrees of freedom; with those of the group
  with fewer courses it held in up to all samples. The rank-biserial correlation is too wide where nearly all
  moved one way.
- Means of counts and money: Hall's interval, .92 to .96. Student's held in .84 to .93, CR2 in .89 to .93 of such
  samples. Below 20 persons, or six courses, it declines. Changes and differences of such numbers hold with t
  (.944 to .960).
- The test whether subgroups differ, where whole courses are of one level: CR2 sees a difference that is not
  there in at most 6.0 of 100 samples (60 persons, 6 courses, intraclass correlation .2, 2,000 samples), Welch
  and James's test, which took persons to be independent, in up to 39 (three levels).
- Mean times until a step in courses (jackknife): .938 to .952 in five layouts of 600 samples. The shares over
  time use the same variance in Wilson's interval.
- Not simulated: the lost with weights, imputed answers, inverse probability weights, rates. They take persons to
  be independent and have no interval where there are courses. Counted totals carry none at all.
"""


def readme(cells):
    """Head, one line per quantity, courses and distribution, and every cell that misses the target."""

    def kind(cell):
        return cell.quantity, cell.clustered, cell.distribution

    groups = {}
    for cell in sorted(cells, key=kind):
        groups.setdefault(kind(cell), []).append(cell)
    lines = [HEAD, _row(COLUMNS), _row("---" for _ in COLUMNS)]
    shown = {key: group for key, group in groups.items() if any(each.printed for each in group)}
    lines += [_row((*key, *_summary(group))) for key, group in shown.items()]
    columns = ("quantity", "courses in", "scores", "persons", "courses", "icc", "effect", "coverage", "by chance")
    lines += [BELOW, _row(columns), _row("---" for _ in columns)]
    lines += [_row(_line(cell)) for cell in cells if cell.short > 0]
    return "\n".join(lines) + "\n" + TAIL
