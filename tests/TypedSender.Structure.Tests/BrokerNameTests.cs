using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>What differs among brokers is data of src/TypedSender/Profiles: nothing else in the product knows one by name, or by conditions of its own.</summary>
public partial class BrokerNameTests
{
    private const string Profiles = "src/TypedSender/Profiles/";

    /// <summary>A library that speaks to any broker, whatever its name says.</summary>
    private const string Library = "Microsoft.Azure.Amqp";

    /// <summary>The in-process broker plays other brokers, and documentation may give examples.</summary>
    [Fact]
    public void Only_the_profiles_name_a_broker() =>
        Expect.None(
            from file in Repository.SourceFiles("src", "generators")
            where !file.Path.StartsWith(Profiles, StringComparison.Ordinal) && !file.Path.StartsWith("src/TypedSender.Testing/", StringComparison.Ordinal)
                && !file.Path.StartsWith("src/TypedSender.Azure/", StringComparison.Ordinal)
            from line in file.Text.Split('\n')
            where !line.TrimStart().StartsWith("///", StringComparison.Ordinal) && Name().IsMatch(line.Replace(Library, string.Empty, StringComparison.Ordinal))
            select $"{file.Path}: {line.Trim()}");

    [Theory]
    [InlineData("        if (product == \"RabbitMQ\")")]
    [InlineData("        [\"com.microsoft:server-busy\"] = 1,")]
    [InlineData("    // What Service Bus takes.")]
    [InlineData("    private bool IsEventHubs => true;")]
    [InlineData("    private bool IsArtemis => true;")]
    public void A_name_is_found(string line) => Assert.Matches(Name(), line);

    [Fact]
    public void The_profiles_are_there_and_do() => Assert.Contains(Repository.SourceFiles(Profiles.TrimEnd('/')), file => Name().IsMatch(file.Code));

    /// <summary>One source in the runtime and in the generator, so that defaults and rules cannot differ.</summary>
    [Fact]
    public void The_generator_compiles_the_profiles_of_the_runtime()
    {
        string project = Repository.ReadText("generators/TypedSender.Generators/TypedSender.Generators.csproj");

        Assert.Contains(@"src\TypedSender\Profiles\BrokerProfiles.cs", project, StringComparison.Ordinal);
        Assert.DoesNotContain(Repository.SourceFiles("generators"), file => file.Code.Contains("class BrokerProfiles", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"rabbit|com\.microsoft|service\s?bus|event\s?hubs?\b|artemis|active\s?mq|qpid|solace|azure|lavinmq", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
