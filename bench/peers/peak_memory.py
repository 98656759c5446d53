"""How much memory a peer has held, as bench/measure/peak-memory.ts measures ours."""
import resource


def peak_megabytes():
    """ru_maxrss would be no less than what the process that started this one held, so Linux is asked for the memory itself."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
