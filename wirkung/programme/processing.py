"""Why persons' data of a source may be here, who allowed it, and until when: the office's own entries.

Field descriptions are what the editor shows while somebody fills in the file, hence German. What the entries mean
in law nobody decides here; what is checked of them stands in `wirkung.programme.lawful`.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Discriminator, Field, Tag

from wirkung.declared import SourceRole
from wirkung.programme.fields import Day, FileValue, NonEmpty
from wirkung.programme.parts import Part, Text

EVERY_SCHOOL: Final = "all"
# Rows of courses and of money are no persons'.
OF_NOBODY: Final = (SourceRole.TOTALS, SourceRole.COSTS)


def _schools_form(value: object) -> str:
    """Which form was meant, so that a mistake gives one message and not one for each form."""
    return "<named>" if isinstance(value, list | tuple) else "<every>"


Schools = Annotated[
    Annotated[Literal["all"], Tag("<every>")] | Annotated[list[NonEmpty], Tag("<named>")],
    Discriminator(_schools_form),
]


class Approval(Part):
    """Eine Genehmigung oder Zustimmung zu dieser Auswertung."""

    office: Text = Field(description="Welche Stelle genehmigt hat: Schulbehörde, Schulleitung, Ethikkommission")
    reference: NonEmpty = Field(description="Aktenzeichen oder Fundstelle")
    date: Day = Field(description="Vom, als JJJJ-MM-TT")
    conditions: Text | None = Field(default=None, description="Auflagen")
    schools: Schools = Field(
        default=[],
        description="Für welche Schulen sie gilt, Vergleichsschulen eingeschlossen, wie sie in der Liste der "
        "Personen heißen; all: für alle; ohne Angabe für keine",
    )


class Processing(Part):
    """Warum Daten von Personen hier sein dürfen, für wen und bis wann."""

    controller: Text | None = Field(
        default=None, description="Verantwortliche Stelle; ohne Angabe die unter organisation"
    )
    purpose: Text | None = Field(default=None, description="Wozu diese Daten ausgewertet werden")
    legal_basis: Text | None = Field(
        default=None, description="Rechtsgrundlage, wie die Stelle sie nennt; geprüft wird nur, dass eine da steht"
    )
    approvals: list[Approval] = Field(
        default=[],
        description="Genehmigungen; wo es Schulen gibt, eine für jede, Vergleichsschulen eingeschlossen",
    )
    delete_by: Day | None = Field(
        default=None,
        description="Bis wann diese Daten zu löschen sind, als JJJJ-MM-TT; danach werden sie nicht gelesen",
    )
    recipients: list[Text] = Field(default=[], description="Wer die Daten der Personen außerdem bekommt")

    def before(self, shared: Processing) -> Processing:
        """These entries, and where one is missing that of `shared`.

        >>> Processing(purpose="A").before(Processing(purpose="B", legal_basis="C")).legal_basis
        'C'
        """
        names = Processing.model_fields
        own = {name: getattr(self, name) for name in names if name in self.model_fields_set}
        return Processing.model_construct(**{name: getattr(shared, name) for name in names} | own)


class Consent(Part):
    """Eine Spalte der Datei, in der steht, wer eingewilligt hat; andere Zeilen werden nicht gelesen."""

    column: NonEmpty = Field(description="Überschrift der Spalte mit der Einwilligung")
    given: list[FileValue] = Field(min_length=1, description="Was dort steht, wenn jemand eingewilligt hat: [ja]")
    refused: list[FileValue] = Field(default=[], description="Was dort steht, wenn jemand nicht eingewilligt hat")
    withdrawn: list[FileValue] = Field(
        default=[], description="Was dort steht, wenn jemand die Einwilligung widerrufen hat"
    )
    version: NonEmpty | None = Field(default=None, description="Fassung des Formulars")
    date: NonEmpty | None = Field(default=None, description="Überschrift der Spalte mit dem Tag der Einwilligung")


class SourceProcessing(Processing):
    """Was für die Daten einer Quelle gilt, und wer darin eingewilligt hat."""

    consent: Consent | None = Field(
        default=None, description="Wer eingewilligt hat, wenn die Daten darauf beruhen: Spalte und Wörter"
    )
