"""The design as a programme file declares it: how the groups came about, and by which method they are compared.

Field descriptions are what the editor shows while somebody fills in the file, hence German.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from wirkung.declared import Assigned, Assignment, DesignKind, Group, MainEstimate, RobustnessLine
from wirkung.programme.fields import READ_WHOLE, Identifier, NonEmpty
from wirkung.programme.parts import Part, Text, Year

# In place of a column: each person of the group was chosen for him- or herself.
EACH_ALONE = "none"


def kept_as(column: str) -> str:
    """Under which name the list of persons keeps a column of the design, whole.

    The same column as a characteristic is another: there, small categories are counted together.
    """
    return column if column == "course" else f"assigned/{column}"


class ClusterColumns(Part):
    """Für jede Gruppe die Spalte ihrer Kurse, Klassen oder Schulen."""

    programme: Identifier = Field(description="Spalte für die Teilnehmenden, zum Beispiel course")
    comparison: Identifier = Field(
        description="Spalte für die Vergleichsgruppe, zum Beispiel school; none, wenn jede Person dort einzeln "
        "ausgewählt wurde"
    )


class Arms(Part):
    """Mehrere Formen des Programms, jede für sich mit derselben Vergleichsgruppe verglichen."""

    column: Identifier = Field(
        description="Spalte aus data.persons.columns, die bei jeder Person der Gruppe programme sagt, welche Form "
        "sie bekam; in der Vergleichsgruppe bleibt sie leer"
    )
    labels: dict[NonEmpty, Text] = Field(
        min_length=1, description="Je Form ihr Name im Bericht, unter dem Wert, mit dem sie in der Spalte steht"
    )


class Randomised(Part):
    """Wie viele Personen ausgelost wurden, auch wenn die Liste nur noch die Verbliebenen nennt."""

    year: Year = Field(description="Jahr des Programms")
    arm: NonEmpty | None = Field(
        default=None,
        description="Nur mit arms, dann ein Eintrag je Jahr und Form: ihr Wert in der Spalte der Formen",
    )
    programme: Annotated[int, Field(ge=1), READ_WHOLE] = Field(description="Personen, die einen Platz zogen")
    comparison: Annotated[int, Field(ge=1), READ_WHOLE] = Field(description="Personen, die keinen zogen")
    programme_clusters: Annotated[int, Field(ge=1), READ_WHOLE] | None = Field(
        default=None,
        description="Nur assigned: clusters: wie viele Kurse, Klassen oder Schulen für das Programm gezogen "
        "wurden; wie viele davon nachher fehlen, zählt zum Ausfall",
    )
    comparison_clusters: Annotated[int, Field(ge=1), READ_WHOLE] | None = Field(
        default=None, description="Ebenso für die Vergleichsgruppe"
    )

    def clusters_of(self, group: Group) -> int | None:
        """How many clusters were drawn for a group; None where the file does not say."""
        return self.programme_clusters if group is Group.PROGRAMME else self.comparison_clusters


def _clusters_form(value: object) -> str:
    """Which form was meant, so that a mistake gives one message and not one for each form."""
    return "<by_group>" if isinstance(value, dict | ClusterColumns) else "<column>"


Clusters = Annotated[
    Annotated[Identifier, Tag("<column>")] | Annotated[ClusterColumns, Tag("<by_group>")],
    Discriminator(_clusters_form),
]


class Design(Part):
    """Wie die Gruppen zustande kamen. Davon hängt ab, was der Bericht behaupten darf."""

    kind: DesignKind = Field(
        description="one_group (nur Teilnehmende), comparison (mit Vergleichsgruppe), randomised (ausgelost)"
    )
    assignment: Assignment = Field(
        description="Wie Teilnehmende in das Programm kamen: self_selected (selbst angemeldet), "
        "selected_by_baseline (nach dem Ausgangswert ausgewählt), assigned_by_rule (nach Regel), lottery (Los)"
    )
    assigned: Assigned = Field(
        default=Assigned.PERSONS,
        description="Wer zugeteilt oder ausgelost wurde: persons (jede Person einzeln, Vorgabe) oder clusters "
        "(ganze Kurse, Klassen oder Schulen; dann braucht jede Person beider Gruppen eine Angabe in clusters)",
    )
    note: Text | None = Field(default=None, description="In einem Satz: Wer ist in welcher Gruppe, und warum?")
    clusters: Clusters | None = Field(
        default=None,
        description="Spalte aus data.persons.columns mit dem Kurs, der Klasse oder der Schule, in der zugeteilt "
        "oder gelernt wurde: course, school …; je Gruppe eine andere: {programme: course, comparison: school}",
    )
    blocks: Identifier | None = Field(
        default=None,
        description="Spalte aus data.persons.columns mit dem Block, Paar oder Ort, in dem für sich ausgelost oder "
        "verglichen wurde; verglichen wird dann nur innerhalb der Blöcke",
    )
    estimate: MainEstimate | None = Field(
        default=None,
        description="Das Hauptergebnis, festgelegt vor der Auswertung: difference (Unterschied nachher; Vorgabe "
        "nach einem Los von Personen), change_difference (Unterschied der Veränderungen; sonst die Vorgabe) oder "
        "adjusted (Unterschied nachher, angeglichen an den Ausgangswert oder Vortest und an covariates)",
    )
    covariates: list[Identifier] = Field(
        default=[],
        description="Nur estimate: adjusted: Kennungen von characteristics, an die außer dem Ausgangswert "
        "angeglichen wird",
    )
    randomised: list[Randomised] = Field(
        default=[],
        description="Nur nach einem Los, wenn die Liste nicht alle nennt: wie viele Personen je Gruppe ausgelost "
        "wurden; der Ausfall zählt dann ab dem Los",
    )
    arms: Arms | None = Field(
        default=None,
        description="Nur mit Vergleichsgruppe, wenn es mehrere Formen des Programms gab: Spalte und Namen; jede "
        "wird für sich mit der Vergleichsgruppe verglichen",
    )
    took_part: Identifier | None = Field(
        default=None,
        description="Nur nach einem Los: Spalte aus data.persons.columns mit 1 (nahm teil) und 0 (nicht), "
        "wenn sich nicht alle an das Los hielten; group bleibt, was das Los sagte",
    )
    robustness: list[RobustnessLine] = Field(
        default=[],
        description="Weitere Verfahren neben dem Hauptergebnis, festgelegt vor der Auswertung (nur für "
        "Mittelwerte: score, count, money): matching (nur bei kind: comparison; jede teilnehmende Person neben "
        "denen der Vergleichsgruppe, die nach Ausgangswert und Merkmalen ebenso wahrscheinlich dabei wären) und "
        "random_intercept (nur mit clusters in beiden Gruppen: Kurse oder Schulen als Zufallsauswahl aus vielen)",
    )
    starts: Identifier | None = Field(
        default=None,
        description="Nur mit Vergleichsgruppe, wenn ein Teil von ihr später anfing (gestaffelter Start): "
        "Spalte aus data.persons.columns mit der Befragung, zu der jemand schon dabei war: after (in der Gruppe "
        "programme alle) oder follow_up; bei den übrigen bleibt sie leer",
    )
    weights: Identifier | None = Field(
        default=None,
        description="Spalte aus data.persons.columns mit dem Gewicht jeder Person, wenn nicht alle dieselbe "
        "Chance hatten, in die Untersuchung zu kommen: für wie viele sie steht (1 durch diese Wahrscheinlichkeit)",
    )
    instrument: Literal["separate", "retrospective"] = Field(
        default="separate", description="retrospective, wenn der Ausgangswert erst hinterher erfragt wurde"
    )

    def cluster_column(self, group: Group) -> str | None:
        """The column that says in which cluster a person of the group was; None for none."""
        if not isinstance(self.clusters, ClusterColumns):
            return self.clusters
        column = self.clusters.programme if group is Group.PROGRAMME else self.clusters.comparison
        return None if column == EACH_ALONE else column

    @property
    def by_lot(self) -> bool:
        """Whether a lottery made the groups."""
        return self.kind is DesignKind.RANDOMISED and self.assignment is Assignment.LOTTERY

    @property
    def comparison_alone(self) -> bool:
        """Whether each person of the comparison group stands for him- or herself, as a lot or the file says.

        Without it nobody knows: who was chosen by class or school counts for less than as many single persons.
        """
        by_person = self.assignment is Assignment.LOTTERY and self.assigned is Assigned.PERSONS
        declared = isinstance(self.clusters, ClusterColumns) and self.clusters.comparison == EACH_ALONE
        return by_person or declared or self.clusters is None

    @property
    def places(self) -> tuple[str, ...]:
        """The columns of the list of persons that say where somebody was assigned, each once."""
        named = (*(self.cluster_column(group) for group in Group), self.blocks)
        return tuple(dict.fromkeys(name for name in named if name is not None))

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the list of persons that the design needs."""
        further = (self.took_part, None if self.arms is None else self.arms.column, self.weights, self.starts)
        return (*self.places, *(name for name in further if name is not None))
