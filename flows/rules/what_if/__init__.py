"""What a change of the plan would lead to: what moves, what breaks, who must know. Nothing is saved here."""

from flows.rules.what_if.answer import compare
from flows.rules.what_if.effects import effect, in_words, key_of, reread_effect

__all__ = ["compare", "effect", "in_words", "key_of", "reread_effect"]
