"""Providers (aanbieders): the register."""

from datetime import date

from email_validator import EmailNotValidError, validate_email
from pydantic import Field, field_validator

from schemas.values import KvkNumber, Record


def checked_address(value: str) -> str:
    """The address as given when its syntax is right (no DNS); ValueError in Dutch otherwise."""
    try:
        validate_email(value, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError:
        raise ValueError(f"'{value}' is geen geldig e-mailadres") from None
    return value


class Provider(Record):
    """A provider of youth care, as in the register (users 2.1). Its ``name`` stands unchanged in every document."""

    number: int
    name: str = Field(min_length=1, max_length=200)
    legal_form: str
    kvk: KvkNumber
    establishment: str | None = None
    agb: str | None = Field(default=None, pattern=r"^\d{8}$")
    street: str
    postcode: str
    city: str
    contact_name: str
    salutation: str = ""
    email: str
    email_copy: str | None = None
    phone: str
    size: str
    staff_with_stay: int = 0
    staff_without_stay: int = 0
    signatory_name: str
    signatory_role: str
    lots: tuple[int, ...]
    municipalities: tuple[str, ...]
    contracted_now: bool
    clients_now: int = 0
    no_mail_from: date | None = None

    @field_validator("email", "email_copy")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        return None if value is None else checked_address(value)

    @property
    def greeting(self) -> str:
        """Salutation line without the comma."""
        surname = self.contact_name.strip().split(" ", 1)[-1]
        if self.salutation and surname:
            return f"Geachte {self.salutation} {surname[0].upper()}{surname[1:]}"
        return "Geachte heer, mevrouw"
