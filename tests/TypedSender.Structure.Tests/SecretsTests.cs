using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>
/// What a run of the tests leaves behind is searched for their secrets by the mark with which tests/Shared/Canary.cs begins each; a secret without it would not be found.
/// RabbitMQ's own guest/guest is no secret.
/// </summary>
public class SecretsTests
{
    private static readonly Regex[] Literals =
    [
        new(@"\bPassword\s*=\s*\$?""(?<secret>[^""]*)"""),
        new(@"\bUsers\[""[^""]*""\]\s*=\s*\$?""(?<secret>[^""]*)"""),
        new(@"\bUsers\s*=\s*\{\s*\[""[^""]*""\]\s*=\s*\$?""(?<secret>[^""]*)"""),
        new(@"\bUsers\.Add\(""[^""]*"",\s*\$?""(?<secret>[^""]*)"""),
        new(@"\bPlain\(""[^""]*"",\s*\$?""(?<secret>[^""]*)"""),
        new(@"amqps?://[^/@\s"":{}]+:(?<secret>[^@""\s]+)@", RegexOptions.IgnoreCase),
    ];

    private static readonly Regex TheoryData = new(@"\[InlineData\(.*\)\]|\bTheoryData<[^;]*;");

    [Fact]
    public void Every_secret_in_the_tests_bears_the_mark() =>
        Expect.None(
            from file in Repository.SourceFiles("tests")
            where !file.Path.EndsWith("/SecretsTests.cs", StringComparison.Ordinal)
            from literal in Literals
            from Match match in literal.Matches(file.Text)
            let secret = match.Groups["secret"].Value
            where !IsMarked(secret)
            select $"{file.Path}: '{match.Value}' does not use Canary");

    /// <summary>The data of a theory is part of the names of its tests, which stand in the results; <c>Canary.In</c> puts the secret into it within the test. Of a delegate the name shows only the type.</summary>
    [Fact]
    public void None_stands_in_the_data_of_a_theory() =>
        Expect.None(
            from file in Repository.SourceFiles("tests")
            from Match match in TheoryData.Matches(file.Text)
            from line in match.Value.Split('\n')
            where line.Contains("Canary.", StringComparison.Ordinal) && !line.Contains(" => ", StringComparison.Ordinal)
            select $"{file.Path}: the data of a theory holds a secret: {line.Trim()}");

    /// <summary>It is put in from elsewhere, from Canary; or it is the word for it in the form of a URL.</summary>
    private static bool IsMarked(string secret) =>
        secret.Contains('{') || secret is "password" or "SharedAccessKey" or "***" or "guest" or "";
}
