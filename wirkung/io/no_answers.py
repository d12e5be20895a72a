"""What offices write where there is nothing to say."""

from __future__ import annotations

# «unbekannt» and «divers» are answers.
NO_ANSWERS = frozenset(
    {
        "n/a", "n. a.", "n.a.", "na", "k.a.", "k. a.", "ka", "k.a", "keine angabe", "keine angaben", "ohne angabe",
        "o. a.", "o.a.", "-", "--", "–", "—", "/", "//", ".", "..", "?", "??", "???", "entfällt", "null", "nan",
        "none", "leer", "(leer)", "(blank)", "no answer", "not applicable", "missing", "entf.", "entf", "./.",
    }
)  # fmt: skip
