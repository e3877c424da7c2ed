"""What every sentence of a listing rests on: one check for whoever wrote it."""

from mmdemo.processing.text.ledger.contradiction import Contradiction as Contradiction
from mmdemo.processing.text.ledger.contradiction import contradictions as contradictions
from mmdemo.processing.text.ledger.ledger import Ledger as Ledger
from mmdemo.processing.text.ledger.listing import copy_ledger as copy_ledger
from mmdemo.processing.text.ledger.listing import grounded_copy as grounded_copy
