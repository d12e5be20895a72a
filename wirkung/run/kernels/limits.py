"""What has to be in the environment before numpy and Arrow are imported: no thread but the one that runs."""

from __future__ import annotations

# Forking copies one thread; what another one held at that moment stays locked for ever.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
