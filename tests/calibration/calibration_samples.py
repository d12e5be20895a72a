"""The samples of the calibration: who is in which course, and what they answer before and after."""

import numpy as np

STABILITY = 0.6  # correlation of both waves before they are put on a scale
SEED = 20241231


def sizes(persons, clusters):
    """Courses of unequal size: the largest has twice the persons of the smallest, as far as persons allow."""
    weight = np.linspace(1, 2, clusters)
    found = np.maximum(1, np.floor(persons * weight / weight.sum()).astype(int))
    found[-1] += persons - found.sum()
    return found


def waves(rng, samples, courses, icc, effect):
    """Before and after, normal, alike but for the effect; `icc` is that of the change."""
    persons = courses.sum()
    lasting = np.sqrt(STABILITY) * rng.standard_normal((samples, persons))
    momentary = [
        np.sqrt(icc) * np.repeat(rng.standard_normal((samples, courses.size)), courses, axis=1)
        + np.sqrt(1 - icc) * rng.standard_normal((samples, persons))
        for _ in range(2)
    ]
    before, after = (lasting + np.sqrt(1 - STABILITY) * part for part in momentary)
    return before, after + effect


def normal(latent, _rng):
    return latent


def skewed(latent, _rng):
    """Skewness 1.75."""
    return np.exp(0.5 * latent)


def likert(latent, rng):
    """The mean of five answers from 1 to 5."""
    answers = 3 + 0.8 * latent[..., None] + 0.8 * rng.standard_normal((*latent.shape, 5))
    return np.mean(np.clip(np.rint(answers), 1, 5), axis=-1)


def ceiling(latent, _rng):
    """From 1 to 5 in steps of .2; 26 % at the top before, 45 % after. A floor is its mirror image."""
    return np.clip(np.rint((4.4 + 0.8 * latent) * 5) / 5, 1, 5)


def full(latent, _rng):
    """As above; 50 % at the top before, 69 % after."""
    return np.clip(np.rint((4.9 + 0.8 * latent) * 5) / 5, 1, 5)


def very_skewed(latent, _rng):
    """Skewness 3.3, as incomes have it."""
    return np.exp(0.75 * latent)


DISTRIBUTIONS = {each.__name__: each for each in (normal, skewed, likert, ceiling, full, very_skewed)}


def scored(rng, distribution, samples, courses, icc, effect):
    return tuple(DISTRIBUTIONS[distribution](wave, rng) for wave in waves(rng, samples, courses, icc, effect))


def truth(distribution, effect):
    """The mean change in a very large group; exactly 0 without an effect, as both waves then are alike."""
    if not effect:
        return 0.0
    one_each = np.ones(5000, dtype=int)
    before, after = scored(np.random.default_rng(SEED), distribution, 400, one_each, 0.0, effect)
    return float(np.mean(after - before))
