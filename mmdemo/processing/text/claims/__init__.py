"""Advertising claims that are unlawful or risky: found, explained with their legal source, and rewritten."""

from mmdemo.processing.text.claims.check import check_claims
from mmdemo.processing.text.claims.finding import Finding, Severity, Source
from mmdemo.processing.text.claims.rewrite import apply_rewrite

__all__ = ["Finding", "Severity", "Source", "apply_rewrite", "check_claims"]
