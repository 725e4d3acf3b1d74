"""Microsoft Entra ID, as far as a bot asks it: the token is there already."""

from botframework.connector.auth import AppCredentials


class StaticCredentials(AppCredentials):
    """The SDK's credentials with one token for good."""

    def __init__(self, app_id: str, token: str) -> None:
        """Keep the token."""
        super().__init__(app_id)
        self._token = token

    def get_access_token(self, force_refresh: bool = False) -> str:
        """Return the token."""
        del force_refresh
        return self._token
