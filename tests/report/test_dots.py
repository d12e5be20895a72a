"""Vector pictures as dots: crisp, on white, the same bytes every time."""

from __future__ import annotations

import io
import itertools

import matplotlib.image
import numpy as np
import pytest

from wirkung.report.formats.dots import DOTS_PER_INCH, dots

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}pt" height="36pt" viewBox="0 0 {0} 36">{1}</svg>'
BLUE = '<rect width="36" height="18" fill="#084a78"/>'


def colours(png):
    """Red, green, blue and cover of every dot, 0 to 255, row by row."""
    return np.rint(matplotlib.image.imread(io.BytesIO(png), format="png") * 255).astype(int)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_every_picture_comes_back_in_order(number):
    made = dots([DOT.format(72 * place, BLUE) for place in range(1, number + 1)])

    assert [colours(png).shape[1] for png in made] == [DOTS_PER_INCH * place for place in range(1, number + 1)]


def test_a_picture_keeps_its_size_and_colours_and_stands_on_white():
    (made,) = dots([DOT.format(72, BLUE)])
    found = colours(made)

    assert found.shape == (100, 200, 4)
    assert found[:49, :99].reshape(-1, 4).tolist() == list(itertools.repeat([0x08, 0x4A, 0x78, 255], 49 * 99))
    assert (found[51:] == 255).all()
    assert (found[:, 101:] == 255).all()


def test_equal_pictures_give_equal_bytes():
    assert dots([DOT.format(72, BLUE)]) == dots([DOT.format(72, BLUE)])
