"""Jupyter's extension point for whoever starts kernels: a warm one, or quietly a cold one."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from subprocess import DEVNULL
from typing import IO, Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from wirkung.run.kernels.client import UnavailableError, WarmKernel, server

_COMMAND = ["-m", "ipykernel_launcher"]
_KNOWN = {"env", "cwd", "stdout", "stderr", "kernel_id"}


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by forking; everything else is as with those that are started afresh."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:  # noqa: ANN401 - as above
        """Start the kernel; arguments and result as those of the class above."""
        options = {name: value for name, value in options.items() if value is not None}
        if cmd[1:3] == _COMMAND and set(options) <= _KNOWN:
            try:
                # A thread, since the first kernel waits until everything is imported.
                kernel = await asyncio.to_thread(_launch, cmd[3:], options)
            except UnavailableError:
                pass
            else:
                self.process = kernel  # type: ignore[assignment] # has what is asked of a Popen
                self.pid = self.pgid = kernel.pid
                self.cwd = options.get("cwd", Path.cwd())
                return self.connection_info
        return await super().launch_kernel(cmd, **options)

    async def send_signal(self, signum: int) -> None:
        """Not to a process that is gone: another may have its number by now."""
        if await self.poll() is None:
            await super().send_signal(signum)


def _launch(arguments: list[str], options: dict[str, Any]) -> WarmKernel:
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        return server().launch(
            arguments,
            environment=options.get("env", os.environ),
            folder=str(Path(options.get("cwd") or Path.cwd()).resolve()),
            output=_handle(options.get("stdout", 1), nowhere),
            errors=_handle(options.get("stderr", 2), nowhere),
        )
    finally:
        os.close(nowhere)


def _handle(file: int | IO[Any], nowhere: int) -> int:
    """The number of an open file that `subprocess` would take."""
    if file == DEVNULL:
        return nowhere
    number = file if isinstance(file, int) else file.fileno()
    if number < 0:
        raise UnavailableError  # a pipe to whoever asked, or one with the other stream
    return int(number)
