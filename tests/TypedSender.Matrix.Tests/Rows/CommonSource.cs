using TypedSender.Shared.Compiling;

namespace TypedSender.Matrix.Tests.Rows;

/// <summary>The types that the members of rows have, once for the rows and once for base types in another assembly.</summary>
internal static class CommonSource
{
    public static readonly SourceText OfRows = new("Common.cs", Text("Common"));

    public static readonly SourceText OfLibrary = new("LibraryCommon.cs", Text("LibraryCommon"));

    private static string Text(string name) => $$"""
        #nullable enable
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using TypedSender;
        using TypedSender.Amqp;
        namespace {{name}};
        [AmqpContract] public sealed partial record Line(string Sku, int Quantity);
        [AmqpContract] public readonly partial record struct Spot(int X, int Y);
        public enum Color { Red, Green }
        [Flags] public enum Rights : byte { None, Read, Write }
        public interface IThing { int Number { get; } }
        public class Foreign { public int Number { get; set; } }
        public class Generic<T> { public T? Item { get; set; } }
        public sealed class Page : List<int> { public int Total { get; set; } }
        public sealed class Menu : List<Menu> { }
        public sealed class Tree : Dictionary<string, Tree> { }
        public sealed class Spiral<T> : IEnumerable<Spiral<Spiral<T>>>
        {
            public IEnumerator<Spiral<Spiral<T>>> GetEnumerator() { yield break; }
            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
        public sealed class Bag : IEnumerable<int>
        {
            IEnumerator<int> IEnumerable<int>.GetEnumerator() { yield return 1; }
            public IEnumerator GetEnumerator() => throw new InvalidOperationException();
        }
        public sealed class TwoBags : IEnumerable<int>, IEnumerable<string>
        {
            IEnumerator<int> IEnumerable<int>.GetEnumerator() { yield break; }
            IEnumerator<string> IEnumerable<string>.GetEnumerator() { yield break; }
            IEnumerator IEnumerable.GetEnumerator() { yield break; }
        }
        public sealed class TypedCollection : CollectionBase
        {
            public int this[int index] => (int)List[index]!;
            public void Add(int item) => List.Add(item);
        }
        public sealed class VersionFormatter : IAmqpFormatter<Version>
        {
            public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString());
        }

        """;
}
