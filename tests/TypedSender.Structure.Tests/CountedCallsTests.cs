using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>tests/TypedSender.Counts.Tests counts lock statements, locks entered by hand, and the calls that copy by name; source must not lock or copy in another way.</summary>
public class CountedCallsTests
{
    private static SourceFile[] Files => [.. Repository.SourceFiles("src/TypedSender.Amqp", "src/TypedSender")];

    [Fact]
    public void Source_locks_only_in_ways_that_are_counted() => Expect.None(Uses(@"\b(ReaderWriterLock(Slim)?|SpinLock|Mutex|SemaphoreSlim|Semaphore|Barrier)\b"));

    [Fact]
    public void Source_copies_only_by_calls_that_are_counted() =>
        Expect.None(Uses(@"\b(Buffer\.(BlockCopy|MemoryCopy)|Array\.(Copy|ConstrainedCopy)|Unsafe\.CopyBlock\w*|NativeMemory\.Copy|Clone\(\))|\.(CopyTo|TryCopyTo|ToArray)\b(?!\()"));

    private static IEnumerable<string> Uses(string pattern) =>
        from file in Files
        from Match match in Regex.Matches(file.Code, pattern)
        select $"{file.Path} uses {match.Value}";
}
