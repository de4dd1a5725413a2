"""Settings. Everything a county changes comes from the environment; the defaults run on one machine with nothing installed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env("QIPAN_HOME", default=str(Path.home() / ".qipan"))).expanduser()
DEMO = env.bool("QIPAN_DEMO", default=False)
DEBUG = env.bool("QIPAN_DEBUG", default=False)


def _secret_key() -> str:
    """The key of this installation: from the environment, else a private file made at first need."""
    given = env("QIPAN_SECRET_KEY", default="")
    if given:
        return given
    path = HOME / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, secrets.token_urlsafe(50).encode())
        os.close(handle)
    return path.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("QIPAN_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("QIPAN_ORIGINS", default=[])
SECURE = env.bool("QIPAN_HTTPS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # pages of the sign-in library use it
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_vite",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "qipan.core",
    "qipan.web",
    "qipan.notify",
    "qipan.exchange",
    "qipan.territory.orgs",
    "qipan.territory.tasks",
    "qipan.territory.companies",
    "qipan.territory.parks",
    "qipan.territory.chains",
    "qipan.pipeline.plans",
    "qipan.pipeline.leads",
    "qipan.pipeline.projects",
    "qipan.pipeline.progress",
    "qipan.pipeline.timetables",
    "qipan.pipeline.checkups",
    "qipan.pipeline.screening",
    "qipan.delivery.approvals",
    "qipan.delivery.factors",
    "qipan.board",
    "qipan.oversight.supervision",
    "qipan.oversight.meetings",
    "qipan.faces.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "qipan.web.middleware.ReadingMiddleware",
    "qipan.web.middleware.AccessMiddleware",
    "qipan.web.middleware.IdempotencyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "qipan.config.urls"
WSGI_APPLICATION = "qipan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],  # ours before the libraries' own
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["qipan.web.templatetags.qipan"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qipan.web.context.page",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'qipan.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,  # as long as the largest import may write: others wait, none is turned away
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; "
        "PRAGMA journal_size_limit=67108864;",  # a large import's log is cut once it is taken over, though connections stay open
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Kept from one request to the next: opening SQLite anew costs 6 ms of computing, and the last to close writes the whole log back.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "qipan.web.accounts.Adapter"
ACCOUNT_LOGOUT_ON_GET = False
# Failures are counted by axes (below), in the database all processes share; a whole county office signs in from one address.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "120/m/ip"}
SOCIALACCOUNT_ADAPTER = "qipan.web.accounts.DirectoryAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Qipan"
if env("QIPAN_OIDC_URL", default=""):
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "county",
                    "name": env("QIPAN_OIDC_NAME", default="OpenID Connect"),
                    "client_id": env("QIPAN_OIDC_CLIENT"),
                    "secret": env("QIPAN_OIDC_SECRET"),
                    "settings": {"server_url": env("QIPAN_OIDC_URL")},
                }
            ]
        }
    }
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "web/locked_out.html"
AXES_VERBOSE = False

LANGUAGE_CODE = env("QIPAN_LANGUAGE", default="zh-hans")
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LANGUAGE_COOKIE_NAME = "qipan_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("QIPAN_TIME_ZONE", default="Asia/Shanghai")
COUNTY_NAME = env("QIPAN_COUNTY", default="")

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"/build/assets/.+-[\w-]{8}\.(js|css)$"  # the name changes with the content
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "media/"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "static_url_prefix": "build",
        "manifest_path": PACKAGE / "web" / "static" / "build" / "manifest.json",
    }
}

# smtp+tls://user:password@host:587; without it no letter is written, except in the demo, where letters are printed.
_MAIL = env("QIPAN_MAIL", default="consolemail://" if DEMO else "")
vars().update(env.email_url_config(_MAIL) if _MAIL else {})
MAIL_READY = bool(_MAIL)
DEFAULT_FROM_EMAIL = env("QIPAN_MAIL_FROM", default="qipan@localhost")
ADDRESS = env("QIPAN_ADDRESS", default="http://127.0.0.1:8000")  # how people reach the pages; stands in letters

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "plans"]}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("QIPAN_BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT_BYTES = env.int("QIPAN_UPLOAD_LIMIT", default=50 * 1024 * 1024)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("QIPAN_LOG", default="WARNING")},
}
