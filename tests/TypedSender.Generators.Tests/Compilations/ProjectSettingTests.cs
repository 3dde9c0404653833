using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Compilations;

/// <summary>Whatever the settings of a project are, what is generated compiles without a warning, as code written by hand would.</summary>
public class ProjectSettingTests
{
    // Without using directives, so that nothing is found by accident; without annotations, so that every nullable context takes it.
    private const string Source =
        """
        namespace App.System
        {
            [global::TypedSender.AmqpContract, global::TypedSender.Subject("s")]
            public partial class Order
            {
                public string Text { get; set; } = "";
                public int? Number { get; set; }
                public global::System.Collections.Generic.List<Line> Lines { get; set; } = new();
                [global::TypedSender.ApplicationProperty("at")] public global::System.DateTimeOffset At { get; set; }
            }

            [global::TypedSender.AmqpContract(Encoding = global::TypedSender.AmqpBodyEncoding.List)]
            public readonly partial record struct Line([property: global::TypedSender.AmqpMember(Order = 0)] int N);

            public partial class Outer<@event>
            {
                [global::TypedSender.AmqpContract]
                public partial class Page<T> where T : new()
                {
                    [global::TypedSender.AmqpMember] private global::System.Collections.Generic.List<T> Items { get; set; } = new();
                    [global::TypedSender.AmqpMember] private @event Kind { get; set; } = default!;
                }
            }

            [global::TypedSender.AmqpContract]
            public partial class Book { public Outer<int>.Page<Line> Page { get; set; } = new(); }

            [global::TypedSender.AmqpSender("orders")]
            public partial interface IOrderSender : global::System.IAsyncDisposable
            {
                global::System.Threading.Tasks.ValueTask SendAsync(Order order, [global::TypedSender.To] string to, global::System.Threading.CancellationToken token = default);
                global::System.Threading.Tasks.Task<global::TypedSender.SendOutcome> AnyAsync<T>(T item) where T : global::TypedSender.IAmqpContract<T>;
                global::System.Threading.Tasks.ValueTask<global::System.Collections.Generic.IReadOnlyList<global::TypedSender.SendOutcome>> AllAsync(global::System.ReadOnlyMemory<Line> lines);
                [global::TypedSender.AmqpBatch] global::System.Collections.Generic.IAsyncEnumerable<global::TypedSender.SendOutcome> Stream(global::System.Collections.Generic.IAsyncEnumerable<Order> orders);
            }

            public class Threading { }
            public class Collections { }
            public class IO { }
        }

        namespace App.TypedSender { public class Amqp { } public class SendOutcome { } }
        namespace App.System.Collections2 { public class Generic { } }
        """;

    [Theory]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public Task Every_nullable_context(NullableContextOptions nullable) => AssertCleanAsync(LanguageVersion.CSharp12, options => options.WithNullableContextOptions(nullable));

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.LatestMajor)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public Task Every_version_of_the_language(LanguageVersion version) => AssertCleanAsync(version, options => options);

    [Fact]
    public Task Warnings_as_errors_at_the_highest_level()
        => AssertCleanAsync(LanguageVersion.CSharp12, options => options.WithGeneralDiagnosticOption(ReportDiagnostic.Error).WithWarningLevel(9999).WithOptimizationLevel(OptimizationLevel.Release));

    [Fact]
    public Task Arithmetic_that_is_checked_and_no_unsafe_code()
        => AssertCleanAsync(LanguageVersion.CSharp12, options => options.WithOverflowChecks(true).WithAllowUnsafe(false));

    /// <summary>Numbers as fi-FI, ar-SA and de-CH write them: the tests run where no other culture than the invariant one may be known.</summary>
    [Theory]
    [InlineData("\u2212", ",", "\u00a0")]
    [InlineData("\u061c-", "\u066b", "\u066c")]
    [InlineData("-", ".", "\u2019")]
    public void The_culture_of_the_machine_changes_nothing(string minus, string point, string group)
    {
        const string Numbers = "using System.Threading.Tasks; using TypedSender; [AmqpContract, Priority(3), TimeToLive(-1), ApplicationProperty(\"i\", -1), ApplicationProperty(\"d\", -1.5), ApplicationProperty(\"l\", -1L)] public partial record Item(int I);"
            + "[AmqpSender(\"q\"), LinkProperty(\"i\", -1), LinkProperty(\"d\", -1.5)] public partial interface IItems { [AmqpBatch(MaxMessages = 1000, MaxBytes = 5_000_000_000)] ValueTask SendAsync(Item[] items); }";
        IReadOnlyDictionary<string, string> expected = GeneratorRun.Of(Numbers).Files;
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (minus, point, group);
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal(expected.OrderBy(file => file.Key, StringComparer.Ordinal), GeneratorRun.Of(Numbers).Files.OrderBy(file => file.Key, StringComparer.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>In tr-TR the small letter of I is no i.</summary>
    [Fact]
    public void No_letter_changes_its_case_as_the_culture_of_the_machine_says()
    {
        string[] files = Directory.GetFiles(Generators(), "*.cs", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(@"\.To(Lower|Upper)\(\)|char\.To(Lower|Upper)\(", File.ReadAllText(file)));
    }

    [Fact]
    public async Task The_ends_of_lines_change_nothing()
    {
        GeneratorRun unix = GeneratorRun.Of(Source.ReplaceLineEndings("\n"));
        GeneratorRun windows = GeneratorRun.Of(Source.ReplaceLineEndings("\r\n"));

        Assert.Equal(unix.Files.OrderBy(file => file.Key, StringComparer.Ordinal), windows.Files.OrderBy(file => file.Key, StringComparer.Ordinal));
        Assert.All(windows.Files.Values, text => Assert.DoesNotContain('\r', text));
        Assert.Empty(windows.CompilerDiagnostics);
        Assert.Empty(await windows.AnalyzeAsync());
    }

    [Fact]
    public void Equal_sources_in_any_order_make_equal_files()
    {
        string[] sources = [Source, "using TypedSender; [AmqpContract] public partial record B(A A);", "using TypedSender; [AmqpContract] public partial record A(int N);"];

        Assert.Equal(
            GeneratorRun.Of(sources).Files.OrderBy(file => file.Key, StringComparer.Ordinal),
            GeneratorRun.Of([.. sources.Reverse()]).Files.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_assemblies_that_see_the_internals_of_each_other()
    {
        const string Library = "using System.Threading.Tasks; using TypedSender; [assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Sample\")]\n"
            + "namespace Shop { [AmqpContract] internal partial record Order(int N); [AmqpSender(\"q\")] internal partial interface IOrders { ValueTask SendAsync(Order order); } }";
        GeneratorRun run = GeneratorRun.With(
            GeneratorRun.Of(Library).ToReference(),
            "using System.Threading.Tasks; using TypedSender; namespace Shop { [AmqpContract] internal partial record Line(Order Order); [AmqpSender(\"q\")] internal partial interface ILines : IOrders { ValueTask SendAsync(Line line); ValueTask AllAsync(Order[] orders); } }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
    }

    private static string Generators([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "generators", "TypedSender.Generators"));

    private static async Task AssertCleanAsync(LanguageVersion version, Func<CSharpCompilationOptions, CSharpCompilationOptions> configure)
    {
        GeneratorRun run = GeneratorRun.Under(version, configure, Source);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(run.GeneratorDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.DoesNotContain("GeneratedStub", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }
}
