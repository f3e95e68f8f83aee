"""The only reader of the environment.

Every setting may also be given as a file: `OPENAI_API_KEY_FILE=/run/secrets/openai` is read when the plain name is unset.
The README's table and `.env.example` name the same settings; a test holds the three together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from coverletter.errors import BadInput

SPACE_PORT = 7860
FILE_SUFFIX = "_FILE"


class Settings(BaseSettings):
    """What the operator may set; names are those of the environment in lower case."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True)

    openai_api_key: SecretStr = Field(
        SecretStr(""), description="key of the model's server; without key and address letters are composed offline"
    )
    openai_base_url: str = Field("", description="any server that speaks the OpenAI protocol, such as http://localhost:11434/v1")
    openai_model: str = Field("gpt-4o-mini", description="the model that drafts")
    embedding_model: str = Field("bundled", description="`bundled`, or any sentence-transformers name or folder")
    app_env: Literal["production", "development"] = Field("production", description="`development` logs more")
    debug: bool = Field(False, description="debug lines in the log")
    backend_port: int = Field(8000, ge=1, le=65535, description="where the app listens")
    frontend_port: int = Field(80, ge=1, le=65535, description="where nginx listens under Docker Compose")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged")
    log_format: Literal["plain", "json"] = Field("plain", description="`json` writes one object a line")
    data_dir: Path = Field(Path("data"), description="where uploads/, job_postings/, cover_letters/ and chroma_db/ lie")
    database_url: str = Field("", description="empty for SQLite under DATA_DIR, or postgresql+psycopg://...")
    chroma_url: str = Field("", description="empty for an index in this process, or http://chroma:8000")
    root_path: str = Field("", description="the sub-path behind a proxy, such as /coverletter")
    retention_days: int = Field(90, ge=1, description="how long a workspace's letters are kept")
    hide_name: bool = Field(False, description="keep the applicant's name from the model too; it is put back in the letter")
    max_upload_mb: float = Field(5, gt=0, description="largest upload")
    max_pages: int = Field(20, ge=1, description="most pages of a resume")
    max_posting_characters: int = Field(50_000, ge=100, description="longest posting")
    model_seconds: float = Field(120, gt=0, description="overall deadline of one letter at the model")
    model_concurrency: int = Field(8, ge=1, description="model calls at once")
    letters_per_hour: int = Field(60, ge=1, description="letters a workspace or an address may ask for in an hour")
    second_opinion: bool = Field(False, description="also ask the model which sentences it doubts; one more call for each review")
    allowed_hosts: str = Field("", description="comma-separated inner hosts that a visitor's model address may name")
    allowed_origins: str = Field("", description="comma-separated origins, besides this server's own, whose pages may call it")
    trusted_proxies: str = Field("127.0.0.1", description="comma-separated addresses whose X-Forwarded-For is believed, or *")
    server_host: str = Field("", description="the address to listen on; empty for loopback, or all under SPACE_ID")
    space_id: str = Field("", description="set by a Space: listens on 7860 on all addresses")

    @property
    def port(self) -> int:
        """Where the app listens."""
        return SPACE_PORT if self.space_id else self.backend_port

    @property
    def host(self) -> str:
        """The address the app listens on."""
        return self.server_host or ("0.0.0.0" if self.space_id else "127.0.0.1")

    @property
    def writes_online(self) -> bool:
        """Whether a model's server is configured."""
        return bool(self.openai_api_key.get_secret_value() or self.openai_base_url)


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the environment, `.env` and `NAME_FILE` secrets.

    Raises:
        BadInput: a value is wrong or a named file cannot be read; the sentence names the setting, never its value.
    """
    environment = os.environ if environment is None else environment
    from_files: dict[str, str] = {}
    for field in Settings.model_fields:
        name = field.upper()
        if path := environment.get(name + FILE_SUFFIX, ""):
            try:
                from_files[field] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise BadInput(f"Check {name}{FILE_SUFFIX}: the file it names cannot be read.") from error
    given = {name.lower(): value for name, value in environment.items() if name.lower() in Settings.model_fields and value}
    try:
        return Settings.model_validate(from_files | given)
    except ValidationError as error:
        names = ", ".join(sorted({str(problem["loc"][0]).upper() for problem in error.errors()}))
        raise BadInput(f"Check {names} in the environment or in .env: the value is not one the setting takes.") from error
