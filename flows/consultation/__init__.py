"""The acts behind the room of the strategy: letters, replies, promises, adoption."""
