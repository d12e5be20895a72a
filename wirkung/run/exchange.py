"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100  # AT_FDCWD of <fcntl.h>: paths count from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of <linux/fs.h>
# A kernel or a file system that does not know the call, or a network drive that does not allow it.
_NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of the same file system change places; at no moment is either place empty.

    Parameters
    ----------
    one, other
        Both exist.

    Returns
    -------
    bool
        False where the system cannot do it (not Linux, an old kernel, some network drives); nothing was done then.

    Raises
    ------
    OSError
        The disk or its permissions did not let it happen; nothing was done then.

    Notes
    -----
    renameat2(2) of the Linux manual pages, since Linux 3.15 and glibc 2.28.
    """
    call = _renameat2()
    if call is None or call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return call is not None
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(other))


@functools.cache
def _renameat2() -> Callable[..., int] | None:
    if sys.platform != "linux":
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return call
