using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>Many files are parsed side by side: what is generated is the same as of one file, whose types are parsed one after the other.</summary>
public class SideBySideTests
{
    private const int Contracts = 300;
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading.Tasks; using TypedSender; namespace Shop;\n";

    [Fact]
    public void Many_files_make_the_same_as_one()
    {
        string[] types = [.. Enumerable.Range(0, Contracts).SelectMany(TypesOf)];
        var many = new EditedProject([.. types.Select((type, index) => ($"File{index}.cs", Usings + type))]);
        var one = new EditedProject([("All.cs", Usings + string.Concat(types))]);

        Assert.Equal(one.Generated, many.Generated);
        Assert.True(many.Generated.Count >= 2 * Contracts, $"{many.Generated.Count} files");
    }

    /// <summary>A contract that holds others, in a ring, with generic and known types and with what a parser may find out once for several; and a sender of it.</summary>
    private static IEnumerable<string> TypesOf(int number)
    {
        int next = (number + 1) % Contracts;
        yield return $$"""
            [AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Special{{number}}), "special")]
            public partial record Base{{number}}(int Number, [Subject] string Subject, Kind{{number % 7}} Kind, List<Base{{next}}> Others, Dictionary<string, Page<Base{{next}}>> Pages, Uri? Place);
            [AmqpContract]
            public partial record Special{{number}}(int Number, string Subject, Kind{{number % 7}} Kind, List<Base{{next}}> Others, Dictionary<string, Page<Base{{next}}>> Pages, Uri? Place, int? Extra)
                : Base{{number}}(Number, Subject, Kind, Others, Pages, Place);

            """;
        yield return $$"""
            [AmqpSender("q{{number}}")]
            public partial interface ISender{{number}} { ValueTask SendAsync(Base{{number}} item, [ApplicationProperty("region")] string region); ValueTask SendAllAsync(IReadOnlyList<Base{{next}}> items); }

            """;
        if (number < 7)
        {
            yield return $"public enum Kind{number} {{ A, B }}\n";
        }

        if (number == 0)
        {
            yield return "[AmqpContract] public partial record Page<T>(List<T> Items, int Total);\n";
        }
    }
}
