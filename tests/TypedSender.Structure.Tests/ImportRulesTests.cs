using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Imports run downward only. CONTRIBUTING.md shows the house these rules describe.</summary>
public class ImportRulesTests
{
    private const string Amqp = "src/TypedSender.Amqp";
    private const string Generators = "generators/TypedSender.Generators";

    /// <summary>What users of TypedSender name, and so look for in its namespace.</summary>
    private static readonly string[] InTheNamespaceOfUsers =
    [
        $"{Amqp}/Messages/AmqpError.cs", $"{Amqp}/Messages/AmqpErrorConditions.cs", $"{Amqp}/Messages/TerminusDurability.cs", $"{Amqp}/Performatives/ReceiverSettleMode.cs", $"{Amqp}/Performatives/SenderSettleMode.cs",
    ];

    /// <summary>Each folder of TypedSender.Amqp, its namespace, and the sibling folders above it that it must not know.</summary>
    public static TheoryData<string, string, string[]> AmqpFolders => new()
    {
        { "Encoding", "TypedSender.Amqp", ["Performatives", "Messages", "Security", "Engine", "Transport", "Connections"] },
        { "Messages", "TypedSender.Amqp.Messages", ["Security", "Engine", "Transport", "Connections"] },
        { "Performatives", "TypedSender.Amqp.Performatives", ["Security", "Engine", "Transport", "Connections"] },
        { "Engine", "TypedSender.Amqp.Engine", ["Security", "Transport", "Connections"] },
        { "Security", "TypedSender.Amqp.Security", ["Performatives", "Messages", "Engine", "Transport", "Connections"] },
        { "Transport", "TypedSender.Amqp.Transport", ["Connections"] },
        { "Connections", "TypedSender.Amqp.Connections", [] },
    };

    [Theory]
    [MemberData(nameof(AmqpFolders))]
    public void A_folder_of_the_protocol_uses_only_what_lies_below_it(string folder, string @namespace, string[] above)
    {
        SourceFile[] files = [.. Repository.SourceFiles($"{Amqp}/{folder}")];

        Assert.NotEmpty(files);
        Expect.None(
            from file in files
            where file.Namespace != (InTheNamespaceOfUsers.Contains(file.Path) ? "TypedSender" : @namespace)
            select $"{file.Path} declares namespace {file.Namespace}, its folder says {@namespace}, unless it is one of those that users of TypedSender name");
        Expect.None(
            from file in files
            from name in above
            where file.Mentions($"TypedSender.Amqp.{name}") || file.Mentions($"Amqp.{name}") || file.MentionsInFrontOfType(name)
            select $"{file.Path} uses {name}, which lies above it");
    }

    [Fact]
    public void The_engine_knows_no_sockets_and_no_clock_of_its_own()
    {
        string[] forbidden = ["System.Net", "System.IO", "System.Threading.Channels", "Stopwatch", "DateTime.UtcNow", "DateTime.Now", "DateTimeOffset.UtcNow", "Environment.TickCount", "Environment.TickCount64"];

        Expect.None(
            from file in Repository.SourceFiles($"{Amqp}/Engine")
            from name in forbidden
            where file.Mentions(name)
            select $"{file.Path} uses {name}");
    }

    [Fact]
    public void The_protocol_knows_nothing_of_its_users()
    {
        string[] above = ["TypedSender.GeneratedCode", "TypedSender.Testing", "TypedSender.Hosting", "TypedSender.Azure", "Microsoft.Extensions"];

        Expect.None(
            from file in Repository.SourceFiles(Amqp)
            from used in file.Usings
            where above.Any(name => used == name || used.StartsWith(name + ".", StringComparison.Ordinal)) || used == "TypedSender"
            select $"{file.Path} uses {used}");
    }

    [Fact]
    public void Source_hides_no_imports_in_global_usings() =>
        Expect.None(
            from file in Repository.SourceFiles("src", "generators")
            where file.Code.Contains("global using", StringComparison.Ordinal)
            select file.Path);

    [Fact]
    public void The_generators_know_the_compiler_alone() =>
        Expect.None(
            from file in Repository.SourceFiles("generators")
            from used in file.Usings
            where !(used == "System" || used.StartsWith("System.", StringComparison.Ordinal)
                || used.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                || used.StartsWith("TypedSender.Generators", StringComparison.Ordinal))
            select $"{file.Path} uses {used}");

    [Theory]
    [InlineData("Model")]
    [InlineData("Emitting")]
    public void Past_the_parser_no_symbol_and_no_syntax_is_left(string folder)
    {
        // A model that can hold a symbol keeps compilations alive and defeats caching; a printer that can ask one decides too late.
        // Text and its spans hold neither.
        Expect.None(
            from file in Repository.SourceFiles($"{Generators}/{folder}")
            from used in file.Usings
            where used.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && used != "Microsoft.CodeAnalysis.Text"
            select $"{file.Path} uses {used}");
        Expect.None(
            from file in Repository.SourceFiles($"{Generators}/{folder}")
            where file.Code.Contains("ISymbol", StringComparison.Ordinal) || file.Code.Contains("SyntaxNode", StringComparison.Ordinal)
            select $"{file.Path} holds a symbol or a syntax node");
    }

    [Fact]
    public void Source_uses_no_reflection()
    {
        string[] forbidden = ["System.Reflection", "System.Reflection.Emit", "System.Linq.Expressions", "Activator.CreateInstance", "dynamic"];

        Expect.None(
            from file in Repository.SourceFiles("src")
            where !file.Path.StartsWith("src/TypedSender.Tool/", StringComparison.Ordinal) // looks into assemblies of others, and is published neither trimmed nor native
            from name in forbidden
            where name == "dynamic" ? file.Usings.Contains("System.Dynamic") : file.Mentions(name)
            select $"{file.Path} uses {name}");
    }
}
