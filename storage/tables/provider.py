"""Table of the register of providers."""

from schemas.provider import Provider
from storage.record_table import record_table

PROVIDERS = record_table("providers", Provider, order=("number",), unique=[("number",)])
