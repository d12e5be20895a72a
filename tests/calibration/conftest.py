import sys
from pathlib import Path

# The scripts of this folder are no package; the test imports them as the command line does.
sys.path.insert(0, str(Path(__file__).parent))
