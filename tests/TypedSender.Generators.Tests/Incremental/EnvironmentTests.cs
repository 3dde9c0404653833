using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>What is generated depends on the sources alone: not on the culture of the machine, the ends of lines, the order of files, or what was generated before.</summary>
public class EnvironmentTests
{
    private const string Contract =
        """
        using System;
        using System.Collections.Generic;
        using TypedSender;

        namespace Shop;

        public enum Island { İstanbul, Isparta, ilk }

        [AmqpContract(Encoding = AmqpBodyEncoding.List, Code = 0x0000_1234_0000_0001), TimeToLive(1.5), ApplicationProperty("ratio", -1.5), ApplicationProperty("count", -7), ApplicationProperty("float", 2.25f)]
        public partial class Listed
        {
            [AmqpMember(Order = 0)]
            public double Ratio { get; set; }

            [AmqpMember(Order = 12)]
            public int? Index { get; set; }

            [AmqpMember(Order = 13), AmqpEnumAsString]
            public Island Island { get; set; }
        }

        [AmqpContract]
        public partial record INITIAL(int ID, string İd, IReadOnlyList<Listed> ITEMS, [MessageId] Guid I);
        """;

    private const string Sender =
        """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using TypedSender;

        namespace Shop;

        [AmqpSender("q"), LinkProperty("weight", -1.25), LinkProperty("small", (short)-3)]
        public partial interface ISender
        {
            [AmqpBatch(MaxMessages = 1000, MaxBytes = 100_000)]
            ValueTask<IReadOnlyList<SendOutcome>> SendAllAsync(IReadOnlyList<INITIAL> items, [ApplicationProperty("I")] string ID);

            ValueTask IDENTIFYAsync(Listed item);
        }
        """;

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void The_culture_changes_nothing(string name)
    {
        var culture = new CultureInfo(name);
        Assert.True(culture.NumberFormat.NegativeSign != "-" || culture.TextInfo.ToLower("I") != "i", "The culture differs in nothing from the invariant one here.");
        SortedDictionary<string, string> expected = Generate(Contract, Sender);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal(expected, Generate(Contract, Sender));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_ends_of_lines_change_nothing()
    {
        Assert.DoesNotContain('\r', Contract + Sender);
        SortedDictionary<string, string> generated = Generate(Windows(Contract), Windows(Sender));

        Assert.Equal(Generate(Contract, Sender), generated);
        Assert.DoesNotContain(generated, file => file.Value.Contains('\r', StringComparison.Ordinal));

        static string Windows(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_files_changes_nothing()
    {
        var project = new EditedProject(("Contract.cs", Contract), ("Sender.cs", Sender));
        SortedDictionary<string, string> expected = project.Generated;

        project.Change(compilation => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse()));

        Assert.Equal(expected, project.Generated);
        Assert.Equal(expected, project.GeneratedAnew());
    }

    [Fact]
    public void The_same_is_generated_again_and_at_the_same_time_elsewhere()
    {
        SortedDictionary<string, string> expected = Generate(Contract, Sender);

        SortedDictionary<string, string>[] others = [.. Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => Generate(Contract, Sender))];

        Assert.Equal(3, expected.Count(file => file.Key.Contains(".Contract-", StringComparison.Ordinal) || file.Key.Contains(".Sender-", StringComparison.Ordinal)));
        Assert.All(others, other => Assert.Equal(expected, other));
    }

    private static SortedDictionary<string, string> Generate(string contract, string sender) => new EditedProject(("Contract.cs", contract), ("Sender.cs", sender)).Generated;
}
