"""How many files and connections the operating system lets this process have open."""

import contextlib
import sys

if sys.platform == "win32":

    def open_files(wanted: int) -> int:
        """Return `wanted`: Windows sets no limit to sockets."""
        return wanted

else:
    import resource

    def open_files(wanted: int) -> int:
        """Return how many may be open, `wanted` at most; the soft limit is raised towards it as far as the hard one."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if not _reaches(soft, wanted):
            # Some systems refuse what they say they allow; then there are fewer.
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if _reaches(hard, wanted) else hard, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return wanted if _reaches(soft, wanted) else soft

    def _reaches(limit: int, wanted: int) -> bool:
        return limit == resource.RLIM_INFINITY or limit >= wanted
