"""The development database by hand: `python -m tools.local_postgres start|stop|url|reset`."""

import argparse
import sys

from tools.local_postgres.cluster import Cluster


def main() -> None:
    parser = argparse.ArgumentParser("python -m tools.local_postgres", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start", help="start it and leave it running")
    commands.add_parser("stop", help="stop it")
    commands.add_parser("url", help="print its address, if it runs")
    commands.add_parser("reset", help="stop it and delete its data")
    command = parser.parse_args().command

    cluster = Cluster.for_development()
    if command == "start":
        print(cluster.use())
        cluster.kept.touch()
    elif command == "url":
        print(cluster.url() or sys.exit("It is not running."))
    elif command == "stop":
        cluster.kept.unlink(missing_ok=True)
        print("Stopped." if cluster.stop() else "It was not running.")
    else:
        cluster.reset()
        print("Its data is gone. `make dev` starts anew.")


if __name__ == "__main__":
    main()
