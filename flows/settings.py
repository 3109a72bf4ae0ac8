"""All settings in one place; every field is an environment variable ``INKOOP_…`` (README, Instellingen)."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the work folder is, which database, which way mail leaves. Secrets are never printed or logged."""

    model_config = SettingsConfigDict(env_prefix="INKOOP_", env_file=None, extra="ignore")

    map: Path = Field(default=Path("inkoop-werkmap"), description="Werkmap met invoer, uitvoer, database en archief.")
    database_url: SecretStr | None = Field(
        default=None, description="Leeg: SQLite in de werkmap. Anders een PostgreSQL-adres (postgresql+psycopg://…)."
    )
    poort: int = Field(default=4200, ge=1024, le=65535, description="Poort van de Prefect-pagina's op 127.0.0.1.")
    mailroute: Literal["eml", "smtp"] = Field(
        default="eml", description="eml: elk bericht wordt een .eml-bestand in post-uit. smtp: via de mailserver."
    )
    smtp_host: str = Field(default="", description="Mailserver, alleen bij mailroute smtp.")
    smtp_poort: int = Field(default=587, ge=1, le=65535, description="Poort van de mailserver.")
    smtp_gebruiker: str = Field(default="", description="Gebruikersnaam voor de mailserver; leeg bij een relay.")
    smtp_wachtwoord: SecretStr = Field(
        default=SecretStr(""), description="Wachtwoord; nooit in een formulier invullen."
    )
    smtp_starttls: bool = Field(default=True, description="Versleutelde verbinding afdwingen (STARTTLS).")
    pdf: bool = Field(default=True, description="Ook PDF maken als LibreOffice er is.")
