"""How the chain map is let in: chains by name, segments by chain and name, nodes by segment and name, wanted firms by node and name."""

from __future__ import annotations

from qipan.territory.chains.intake.chains import CHAINS
from qipan.territory.chains.intake.nodes import NODES, SEGMENTS
from qipan.territory.chains.intake.reading import firm_names
from qipan.territory.chains.intake.wanted import TARGETS

ALL = (CHAINS, SEGMENTS, NODES, TARGETS)
__all__ = ["ALL", "CHAINS", "NODES", "SEGMENTS", "TARGETS", "firm_names"]
