"""Alembic without a file beside it: the configuration is made here, the connection is ours."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Run every migration that this database has not had, inside the transaction of ``connection``."""
    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection | None) -> Config:
    """What Alembic has to know; without a connection only to read the list of migrations."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    folder = str(Path(__file__).with_name("migrations"))
    # Alembic reads % as the start of a variable.
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
