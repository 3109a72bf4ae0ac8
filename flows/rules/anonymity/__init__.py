"""Anonymity of what is published: nobody may read from it who asked (users 3.1, domain D.5, reliability P33)."""

from flows.rules.anonymity.finding import Finding, Kind, Level
from flows.rules.anonymity.metadata import metadata_findings, register_findings
from flows.rules.anonymity.searching import Search, findings, search_for

__all__ = ["Finding", "Kind", "Level", "Search", "findings", "metadata_findings", "register_findings", "search_for"]
